import { env } from "cloudflare:workers";
import { test } from "vitest";

import { emptyDatabase, isRetired, isUntouched } from "#db/empty-database";
import { migrate } from "#db/migrate";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";

import { call } from "../fixtures/call.ts";
import { aDatabase, aTenant } from "../fixtures/tenant.ts";

const namesIn = async (db: D1Database) =>
  (
    await db
      .prepare("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf_%' ORDER BY name")
      .all<{ name: string }>()
  ).results.map(({ name }) => name);

test("nothing of a workspace's database is left, the search's own pages included", async ({
  expect,
}) => {
  const t = await aTenant();
  for (const phone of ["+5511987654321", "+5511987654322"])
    await call(t, "POST /contacts", { phone, name: "Bruno", tags: ["vip"] });
  const db = t.ctx.db.$client;
  expect(await namesIn(db)).toContain("message_search_data");
  const counts = await emptyDatabase(db);
  expect(counts["contacts"]).toBe(2);
  expect(counts["d1_migrations"]).toBe(TENANT_MIGRATIONS.length);
  const left = await namesIn(db);
  expect(left.filter((name) => !name.startsWith("sqlite_"))).toEqual(["retired"]);
  const counted = await db.prepare("SELECT count(*) AS n FROM sqlite_sequence").first("n");
  expect(counted).toBe(0);
  // Done again, it tells the same.
  expect(await emptyDatabase(db)).toEqual(counts);
});

test("an emptied database is told from a new one", async ({ expect }) => {
  const db = await aDatabase(env);
  expect([await isRetired(db), await isUntouched(db)]).toEqual([false, true]);
  await migrate(db, TENANT_MIGRATIONS);
  expect([await isRetired(db), await isUntouched(db)]).toEqual([false, false]);
  await emptyDatabase(db);
  expect([await isRetired(db), await isUntouched(db)]).toEqual([true, false]);
});

test("tables that point at one another go whatever their order", async ({ expect }) => {
  const db = await aDatabase(env);
  await db.batch(
    [
      "CREATE TABLE a (id INTEGER PRIMARY KEY)",
      "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES a (id))",
      "CREATE TABLE z (id INTEGER PRIMARY KEY, b INTEGER NOT NULL REFERENCES b (id), up INTEGER REFERENCES z (id))",
      "CREATE VIEW v AS SELECT * FROM a",
      "CREATE TRIGGER w AFTER INSERT ON a BEGIN DELETE FROM z; END",
      "INSERT INTO a VALUES (1)",
      "INSERT INTO b VALUES (1, 1)",
      "INSERT INTO z VALUES (1, 1, NULL), (2, 1, 1)",
    ].map((sql) => db.prepare(sql)),
  );
  expect(await emptyDatabase(db)).toEqual({ a: 1, b: 1, z: 2 });
});
