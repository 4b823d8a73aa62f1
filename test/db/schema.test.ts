import { env } from "cloudflare:workers";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, test, type ExpectStatic } from "vitest";

import * as control from "#db/control/schema";
import * as tenant from "#db/tenant/schema";

import { aTenant } from "../fixtures/tenant.ts";

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

/** Kept by migrators and by SQLite itself; no code of ours reads them through the schema. */
const LEDGERS = /^(d1_migrations|_migrations|schema_migrations|_cf_|sqlite_|message_search)/;

const tablesOf = (schema: Readonly<Record<string, unknown>>): readonly SQLiteTable[] =>
  Object.values(schema).filter((value) => is(value, SQLiteTable));

async function tablesIn(db: D1Database): Promise<readonly string[]> {
  const { results } = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all<{ name: string }>();
  return results.map((row) => row.name).filter((name) => !LEDGERS.test(name));
}

async function columnsIn(db: D1Database, table: string): Promise<readonly string[]> {
  const { results } = await db
    .prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?1)')
    .bind(table)
    .all<Column>();
  return results.map(
    (c) => `${c.name} ${c.type.toLowerCase()}${c.notnull || c.pk ? " not null" : ""}`,
  );
}

function columnsOf(table: SQLiteTable): readonly string[] {
  return getTableConfig(table).columns.map(
    (c) => `${c.name} ${c.getSQLType()}${c.notNull || c.primary ? " not null" : ""}`,
  );
}

/** What the columns of a table are held to by `CHECK (column IN (…))`, by column. */
async function checksIn(db: D1Database, table: string): Promise<Map<string, readonly string[]>> {
  const made = await db
    .prepare("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1")
    .bind(table)
    .first<{ sql: string }>();
  const sql = made?.sql ?? "";
  const checks = new Map(
    [...sql.matchAll(/CHECK \((\w+) IN \(([^)]*)\)\)/g)].map(([, column = "", list = ""]) => [
      column,
      list.split(",").map((word) => word.trim().slice(1, -1)),
    ]),
  );
  if (checks.size !== sql.split("CHECK").length - 1) throw new Error(`${table}: a CHECK not read`);
  return checks;
}

/** Columns whose words are a list of core, while the database takes any text. */
const UNCHECKED = [
  "alerts.kind",
  "consents.method",
  "messages.purpose",
  "numbers.quality_rating",
  "templates.category",
  "templates.parameter_format",
];

/** Columns with a list of core that no CHECK holds; those that have one are compared. */
async function uncheckedWords(
  db: D1Database,
  schema: Readonly<Record<string, unknown>>,
  expect: ExpectStatic,
): Promise<readonly string[]> {
  const unchecked: string[] = [];
  for (const table of tablesOf(schema)) {
    const { name, columns } = getTableConfig(table);
    const checks = await checksIn(db, name);
    for (const { name: column, enumValues = [] } of columns) {
      const words = checks.get(column);
      if (words === undefined && enumValues.length > 0) unchecked.push(`${name}.${column}`);
      else expect([name, column, enumValues]).toEqual([name, column, words ?? []]);
    }
  }
  return unchecked;
}

describe("the words of a column", () => {
  test("are the same in a CHECK of the migrations and in the list of core", async ({ expect }) => {
    const { db } = (await aTenant()).ctx;
    const unchecked = [
      ...(await uncheckedWords(env.CONTROL_DB, control, expect)),
      ...(await uncheckedWords(db.$client, tenant, expect)),
    ];
    expect(unchecked.toSorted()).toEqual(UNCHECKED);
  });
});

describe("the drizzle schema", () => {
  test("of the control plane says what the migrations made", async ({ expect }) => {
    const tables = tablesOf(control);
    expect(tables.map((t) => getTableConfig(t).name).toSorted()).toEqual(
      await tablesIn(env.CONTROL_DB),
    );
    for (const table of tables) {
      const { name } = getTableConfig(table);
      expect([name, columnsOf(table).toSorted()]).toEqual([
        name,
        (await columnsIn(env.CONTROL_DB, name)).toSorted(),
      ]);
    }
  });

  test("of a workspace says what the migrations made", async ({ expect }) => {
    const db = (await aTenant()).ctx.db.$client;
    const tables = tablesOf(tenant);
    expect(tables.map((t) => getTableConfig(t).name).toSorted()).toEqual(await tablesIn(db));
    for (const table of tables) {
      const { name } = getTableConfig(table);
      expect([name, columnsOf(table).toSorted()]).toEqual([
        name,
        (await columnsIn(db, name)).toSorted(),
      ]);
    }
  });
});
