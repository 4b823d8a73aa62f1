import { env } from "cloudflare:workers";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, test } from "vitest";

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
const LEDGERS = /^(d1_migrations|_migrations|schema_migrations|_cf_|sqlite_)/;

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
