import { Validator } from "@cfworker/json-schema";
import { describe, test } from "vitest";

import { EVENTS, type NewEvent } from "#core/event/catalogue";
import { eventIdOf } from "#core/event/event-id";
import { isId } from "#core/ids";
import { statement } from "#db/statement";
import { forgetEvents } from "#db/tenant/forget-events";
import { getEvent } from "#features/events/get-event";
import { forgetOldEvents } from "#features/events/index";
import { readFeed } from "#features/events/queries";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call, type Answer, type Body } from "../../fixtures/call";
import { rowsRead } from "../../fixtures/rows-read";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant } from "../../fixtures/tenant";

/** A tenant whose ledger has five events in three commits. */
async function planted() {
  const tenant = await aTenant();
  const campaignId = newId("campaign");
  const steered = (type: "campaign.paused" | "campaign.resumed"): NewEvent => ({
    type,
    data: { campaign_id: campaignId, reason: "requested" },
  });
  const contactId = newId("contact");
  const created: NewEvent = { type: "contact.created", data: { contact_id: contactId } };
  for (const events of [
    [steered("campaign.paused"), steered("campaign.resumed")],
    [steered("campaign.paused")],
    [created, steered("campaign.resumed")],
  ])
    await commit(tenant.ctx, { statements: [], events });
  return { ...tenant, contactId };
}
const aContact = (): NewEvent => ({
  type: "contact.created",
  data: { contact_id: newId("contact") },
});
const seqs = (answer: Answer) => answer.body.data?.map(({ seq }) => seq);

describe("GET /v1/events", () => {
  test("tells every event once, in order and without gaps, wherever a page ends", async ({
    expect,
  }) => {
    const tenant = await planted();
    const seen: unknown[] = [];
    let after = 0;
    for (let page = 0; page < 5; page++) {
      const answer = await call(tenant, `GET /events?limit=1&after=${after}`);
      seen.push(...(seqs(answer) ?? []));
      after = Number(answer.body["next_after"]);
      expect(answer.body["has_more"]).toBe(page < 4);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    const end = await call(tenant, `GET /events?after=${after}`);
    expect(end.body).toMatchObject({ data: [], has_more: false, next_after: 5 });
  });

  test("an event is the same whenever it is read", async ({ expect }) => {
    const tenant = await planted();
    const [all, tail] = [
      await call(tenant, "GET /events"),
      await call(tenant, "GET /events?after=3"),
    ];
    expect(all.body.data?.slice(3)).toEqual(tail.body.data);
    expect(tail.body.data?.[0]).toMatchObject({
      seq: 4,
      type: "contact.created",
      workspace_id: tenant.tenant.id,
      data: { contact_id: tenant.contactId },
    });
    const ids = all.body.data?.map(({ id }) => String(id)) ?? [];
    expect(new Set(ids).size).toBe(5);
    expect(ids.every((id) => isId("event", id))).toBe(true);
  });

  test("can be limited to types, and goes on after what it looked at", async ({ expect }) => {
    const tenant = await planted();
    const answer = await call(tenant, "GET /events?types=campaign.paused,contact.created");
    expect(seqs(answer)).toEqual([1, 3, 4]);
    expect(answer.body["next_after"]).toBe(5);
  });

  test("says that what came before is gone", async ({ expect }) => {
    const tenant = await planted();
    await tenant.ctx.db.$client.batch([
      statement(tenant.ctx.db, "DELETE FROM events WHERE seq <= 3"),
    ]);
    const gone = await call(tenant, "GET /events?after=1");
    expect(gone.status).toBe(410);
    expect(gone.body).toMatchObject({ code: "cursor_expired", oldest_seq: 4, latest_seq: 5 });
    expect(seqs(await call(tenant, "GET /events?after=3"))).toEqual([4, 5]);
  });

  test("reads of commits of a thousand events each what a page needs, however many follow", async ({
    expect,
  }) => {
    const t = await aTenant();
    for (let i = 0; i < 12; i++)
      await commit(t.ctx, { statements: [], events: Array.from({ length: 1_000 }, aContact) });
    const read = (ask: { after: number; types: readonly string[] | null; limit: number }) =>
      rowsRead(t.ctx, async (on) => {
        const page = await readFeed(on.db, { ...ask, access: null });
        expect([ask, page.events.length, page.isFull]).toEqual([
          ask,
          ask.types === null ? ask.limit : 0,
          true,
        ]);
      });
    for (const after of [0, 1, 900, 5_500])
      for (const types of [null, ["campaign.paused"]])
        expect(await read({ after, types, limit: 500 })).toBeLessThan(5_100);
    const all: number[] = [];
    for (let after = 0; after < 12_000; after = all.at(-1) ?? after)
      all.push(
        ...(await readFeed(t.ctx.db, { after, types: null, limit: 700, access: null })).events.map(
          ({ seq }) => seq,
        ),
      );
    expect(all).toEqual(Array.from({ length: 12_000 }, (_, i) => i + 1));
  });

  test("refuses types that are none and a sequence that is none", async ({ expect }) => {
    const tenant = await aTenant();
    for (const query of ["types=message.gone", "after=-1", "after=x", "limit=101"])
      expect((await call(tenant, `GET /events?${query}`)).body["code"]).toBe("out_of_range");
  });

  test("needs its scope", async ({ expect }) => {
    const tenant = await aTenant({ scopes: ["inbox:read"] });
    expect((await call(tenant, "GET /events")).body["code"]).toBe("missing_scope");
  });
});

describe("GET /v1/events/{id}", () => {
  test("tells an event as the feed does, wherever it stands in the ledger", async ({ expect }) => {
    const tenant = await planted();
    const { body } = await call(tenant, "GET /events");
    for (const event of body.data ?? []) {
      const one = await call(tenant, `GET /events/${String(event["id"])}`);
      expect([one.status, one.body]).toEqual([200, event]);
    }
  });

  test("finds one though clocks differ, and reads no more of a long ledger", async ({ expect }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const wanted: { seq: number; atMs: number }[] = [];
    for (let i = 0; i < 300; i++) {
      // Every third writer's clock is two seconds behind.
      const atMs = 1_700_000_000_000 + i * 1_000 - (i % 3 === 0 ? 2_000 : 0);
      const { seq } = await commit(
        { ...ctx, nowMs: () => atMs },
        { statements: [], events: [aContact()] },
      );
      if (i % 37 === 0 || i === 299) wanted.push({ seq: seq ?? 0, atMs });
    }
    const readMost = async () => {
      const read = [];
      for (const { seq, atMs } of wanted)
        read.push(
          await rowsRead(ctx, async (on) => {
            const one = await getEvent(on, eventIdOf(tenant.tenant.id, atMs, seq));
            expect(one.seq).toBe(seq);
          }),
        );
      return Math.max(...read);
    };
    const most = await readMost();
    await ctx.db.$client
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9700)
         INSERT INTO events (seq, count, at, drained, body)
         SELECT e.seq + n.i, e.count, e.at + n.i * 1000, e.drained, e.body
         FROM (SELECT * FROM events ORDER BY seq DESC LIMIT 1) e, n`,
      )
      .run();
    // 33 times as long: some halvings more, of a few rows each.
    expect(await readMost()).toBeLessThan(most + 100);
  });

  test("knows none that is not there, nor another workspace's", async ({ expect }) => {
    const [tenant, other] = [await planted(), await planted()];
    const { body } = await call(other, "GET /events");
    const foreign = String(body.data?.[0]?.["id"]);
    for (const id of [foreign, newId("event"), "evt_x", "1"])
      expect([id, (await call(tenant, `GET /events/${id}`)).status]).toEqual([id, 404]);
  });
});

test("GET /v1/event-types tells of each type what its events are like, and no event is otherwise", async ({
  expect,
}) => {
  const tenant = await planted();
  const types = (await call(tenant, "GET /event-types")).body.data ?? [];
  expect(types.length).toBe(Object.keys(EVENTS).length);
  const told = (await call(tenant, "GET /events")).body.data ?? [];
  expect(told.length).toBe(5);
  for (const event of [...told, ...types.map(({ example }) => example as Body)]) {
    const { schema = {} } = types.find(({ type }) => type === event["type"]) ?? {};
    expect(new Validator(schema as object, "2020-12", false).validate(event).errors).toEqual([]);
  }
});

describe("the ledger of a workspace", () => {
  const DAY_MS = 86_400_000;
  const inDays = (ctx: ScopedContext, days: number): ScopedContext => ({
    ...ctx,
    nowMs: () => Date.now() + days * DAY_MS,
  });

  test("is kept for 30 days; who asks for more is told from where it goes on", async ({
    expect,
  }) => {
    const tenant = await planted();
    await forgetOldEvents(inDays(tenant.ctx, 29));
    expect(seqs(await call(tenant, "GET /events"))).toEqual([1, 2, 3, 4, 5]);
    await forgetOldEvents(inDays(tenant.ctx, 31));
    const gone = await call(tenant, "GET /events?after=2");
    expect([gone.status, gone.body["code"]]).toEqual([410, "cursor_expired"]);
    expect(gone.body).toMatchObject({ oldest_seq: 4, latest_seq: 5 });
    expect(seqs(await call(tenant, "GET /events?after=3"))).toEqual([4, 5]);
  });

  test("goes on without a gap when all but its newest row is forgotten, fence included", async ({
    expect,
  }) => {
    const tenant = await planted();
    const { ctx } = tenant;
    const fence = { firstSeq: 70, lastSeq: 77 };
    await commit(ctx, { statements: [], events: [aContact()], fence });
    await forgetOldEvents(inDays(ctx, 60));
    const rows = await ctx.db.query.events.findMany();
    expect(rows.map(({ seq, drained }) => [seq, drained])).toEqual([[6, 77]]);
    await commit(ctx, { statements: [], events: [aContact()] });
    expect(seqs(await call(tenant, "GET /events?after=6"))).toEqual([7]);
  });

  test("is forgotten only up to the first row that is young enough, bounded, and read once when none is old", async ({
    expect,
  }) => {
    const { ctx } = await planted();
    await ctx.db.$client.prepare("UPDATE events SET at = at + 86400000 WHERE seq = 2").run();
    const beforeMs = Date.now() + DAY_MS / 2;
    await commit(ctx, { statements: [forgetEvents(ctx.db, { beforeMs, rowsMax: 100 })] });
    expect((await ctx.db.query.events.findMany()).map(({ seq }) => seq)).toEqual([2, 3, 5]);
    await commit(ctx, {
      statements: [forgetEvents(ctx.db, { beforeMs: beforeMs + DAY_MS, rowsMax: 1 })],
    });
    expect((await ctx.db.query.events.findMany()).map(({ seq }) => seq)).toEqual([3, 5]);
    expect(await rowsWritten(ctx, (on) => forgetOldEvents(on))).toBe(0);
    expect(await rowsRead(ctx, (on) => forgetOldEvents(on))).toBeLessThan(6);
  });
});

test("the id of an event follows from its place", ({ expect }) => {
  const id = eventIdOf("ws_01k9zq3v6m8r2t4w6y8a0c2e4g", 1_700_000_000_000, 7);
  expect(id).toBe(eventIdOf("ws_01k9zq3v6m8r2t4w6y8a0c2e4g", 1_700_000_000_000, 7));
  expect(id).not.toBe(eventIdOf("ws_01k9zq3v6m8r2t4w6y8a0c2e4g", 1_700_000_000_000, 8));
});
