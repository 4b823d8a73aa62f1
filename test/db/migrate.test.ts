import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { migrate } from "#db/migrate";
import { appendEvents, fenceGuard, isFenced } from "#db/tenant/append-events";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";
import { newId } from "#platform/ids";

import { aDatabase, aTenant } from "../fixtures/tenant";

const tables = async (db: D1Database): Promise<string[]> => {
  const { results } = await db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .all<{ name: string }>();
  return results.map((row) => row.name);
};

describe("migrate", () => {
  test("applies every file once although eight callers come at the same time", async ({
    expect,
  }) => {
    const db = await aDatabase(env);
    await Promise.all(Array.from({ length: 8 }, () => migrate(db, TENANT_MIGRATIONS)));
    const ledger = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
    expect(ledger.results.map((row) => row.name)).toEqual(
      TENANT_MIGRATIONS.map(({ name }) => name),
    );
    expect(await tables(db)).toContain("messages");
  });

  test("leaves nothing of a file that fails half way, and applies it whole once it is mended", async ({
    expect,
  }) => {
    const db = await aDatabase(env);
    const good = "CREATE TABLE a (id TEXT PRIMARY KEY) WITHOUT ROWID";
    const broken = { name: "0001.sql", sql: `${good}\n--> statement-breakpoint\nCREATE TABLE b (` };
    await expect(migrate(db, [broken])).rejects.toThrow();
    expect(await tables(db)).not.toContain("a");
    await migrate(db, [{ name: "0001.sql", sql: good }]);
    expect(await tables(db)).toContain("a");
  });
});

test("what earlier versions told of people is taken out of the ledger", async ({ expect }) => {
  const db = await aDatabase(env);
  const isEarlier = ({ name }: { readonly name: string }): boolean => name < "0004";
  await migrate(db, TENANT_MIGRATIONS.filter(isEarlier));
  const told = [
    { type: "contact.created", data: { id: "con_1", phone: "+5511987654321", name: "Ana" } },
    {
      type: "message.failed",
      data: { message_id: "msg_1", wamid: "wamid.x", error: { code: "meta_1", detail: "+55" } },
    },
  ];
  await db
    .prepare(
      "INSERT INTO events (seq, count, at, drained, body, changes) VALUES (2, 2, 1, 1, ?1, ?2)",
    )
    .bind(JSON.stringify(told), JSON.stringify([{ raw: "+5511987654321" }]))
    .run();
  await migrate(db, TENANT_MIGRATIONS);
  const row = await db
    .prepare("SELECT body, changes FROM events WHERE seq = 2")
    .first<{ body: string; changes: string | null }>();
  expect(row?.changes).toBeNull();
  expect(JSON.parse(row?.body ?? "")).toEqual([
    { type: "contact.created", data: { contact_id: "con_1" } },
    { type: "message.failed", data: { message_id: "msg_1", error: { code: "meta_1" } } },
  ]);
});

describe("appendEvents", () => {
  const event = { type: "contact.created", data: { contact_id: newId("contact") } } as const;

  test("gives concurrent commits a sequence without gaps", async ({ expect }) => {
    const { ctx } = await aTenant();
    await Promise.all(
      [1, 2, 3, 1, 2].map((count) =>
        ctx.db.$client.batch([
          appendEvents(ctx.db, Array<typeof event>(count).fill(event), { atMs: 1, fence: null }),
        ]),
      ),
    );
    const rows = await ctx.db.query.events.findMany({ orderBy: (t, { asc }) => asc(t.seq) });
    rows.slice(1).forEach((row, i) => {
      expect(row.seq).toBe((rows[i]?.seq ?? Number.NaN) + row.count);
    });
    expect(rows.at(-1)?.seq).toBe(9);
  });

  test("rolls a drain back that was applied before, whoever wrote in between", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const drain = (firstSeq: number, lastSeq: number) =>
      ctx.db.$client.batch([
        fenceGuard(ctx.db, { firstSeq, lastSeq }),
        appendEvents(ctx.db, [event], { atMs: 1, fence: { firstSeq, lastSeq } }),
      ]);
    await drain(1, 3);
    await ctx.db.$client.batch([appendEvents(ctx.db, [event], { atMs: 2, fence: null })]);
    const refusal = await drain(1, 3).catch((error: unknown) => error);
    expect(isFenced(refusal)).toBe(true);
    await drain(4, 4);
    const rows = await ctx.db.query.events.findMany({ orderBy: (t, { asc }) => asc(t.seq) });
    expect(rows.map((row) => row.drained)).toEqual([0, 3, 3, 4]);
  });
});
