import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { columnsOf, isOfCustomers, type DataPlace } from "#core/privacy/data-class";
import { CONTROL_TABLES } from "#core/privacy/data-map-control";
import { BINDINGS, SANDBOX_TABLES, SESSION_TABLES } from "#core/privacy/data-map-stores";
import { TENANT_TABLES } from "#core/privacy/data-map-tenant";

import { aTenant } from "../fixtures/tenant.ts";

type Shape = Readonly<Record<string, readonly string[]>>;

/** Kept by migrators, by SQLite and by the search itself, whose own tables hold nothing but what its one table is given. */
const MACHINERY = /^(?:d1_migrations|_migrations|schema_migrations|_cf_|sqlite_|message_search_)/;

const shapeOf = (map: Readonly<Record<string, DataPlace>>): Shape =>
  Object.fromEntries(
    Object.entries(map).map(([table, place]) => [table, [...columnsOf(place).keys()].toSorted()]),
  );

async function shapeIn(db: D1Database): Promise<Shape> {
  const tables = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all<{ name: string }>();
  const names = tables.results.map(({ name }) => name).filter((name) => !MACHINERY.test(name));
  // With generated columns, which the table's own list leaves out.
  const heads = await Promise.all(
    names.map((name) => db.prepare(`SELECT * FROM "${name}" LIMIT 0`).raw({ columnNames: true })),
  );
  return grouped(
    names.flatMap((table, i) => (heads[i]?.[0] ?? []).map((column) => ({ table, column }))),
  );
}

const shapeInObject = (stub: DurableObjectStub): Promise<Shape> =>
  runInDurableObject(stub, (_object, { storage }) =>
    grouped(
      storage.sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .toArray()
        .flatMap(({ name }) =>
          MACHINERY.test(name)
            ? []
            : storage.sql
                .exec(`SELECT * FROM "${name}" LIMIT 0`)
                .columnNames.map((column) => ({ table: name, column })),
        ),
    ),
  );

const grouped = (rows: readonly { table: string; column: string }[]): Shape =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ table }) => table)]
      .filter(([table]) => !MACHINERY.test(table))
      .map(([table, columns]) => [table, columns.map(({ column }) => column).toSorted()]),
  );

describe("the data map", () => {
  test("names every column of a workspace's database, and no other", async ({ expect }) => {
    const t = await aTenant();
    expect(await shapeIn(t.ctx.db.$client)).toEqual(shapeOf(TENANT_TABLES));
  });

  test("names every column of the control plane's, and no other", async ({ expect }) => {
    expect(await shapeIn(env.CONTROL_DB)).toEqual(shapeOf(CONTROL_TABLES));
  });

  test("names every column of a workspace's objects, and no other", async ({ expect }) => {
    const { ctx } = await aTenant();
    await ctx.session.cursors();
    await ctx.sandbox.fetch("https://graph.sandbox/v26.0/me");
    expect(await shapeInObject(ctx.session)).toEqual(shapeOf(SESSION_TABLES));
    expect(await shapeInObject(ctx.sandbox)).toEqual(shapeOf(SANDBOX_TABLES));
  });

  test("names every binding, and no other", ({ expect }) => {
    const bound = Object.entries(env)
      .filter(([name, value]) => typeof value === "object" && !name.startsWith("__VITEST"))
      .map(([name]) => (name.startsWith("TENANT_DB_") ? "TENANT_DB" : name));
    expect([...new Set(bound)].toSorted()).toEqual(Object.keys(BINDINGS).toSorted());
  });

  test("knows nothing of customers on the control plane", ({ expect }) => {
    const ofCustomers = Object.entries(CONTROL_TABLES).filter(([, place]) => isOfCustomers(place));
    expect(ofCustomers.map(([table]) => table)).toEqual([]);
  });

  test("says of every place with data of customers what an erasure does to it", ({ expect }) => {
    const untouched = Object.entries({ ...TENANT_TABLES, ...SESSION_TABLES, ...SANDBOX_TABLES })
      .filter(([, place]) => isOfCustomers(place))
      .filter(([, { onErasure }]) => onErasure === "none" || onErasure === "stays");
    expect(untouched.map(([table]) => table)).toEqual([]);
  });
});
