import { describe, test } from "vitest";

import type { EventType, NewEvent } from "#core/event/catalogue";
import { activity, contacts, messages, templates } from "#db/tenant/schema";
import { activitySubscriber } from "#features/analytics/index";
import { dispatchEvents, type StoredEvent } from "#features/events/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { ask, call } from "../../fixtures/call";
import { aContactRow, aMessageRow, aNumberRow } from "../../fixtures/message-rows";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant } from "../../fixtures/tenant";

const NOON = Date.parse("2026-11-20T12:00:00Z");

/** The rows of a day in the life of one number, and a way to tell what happened. */
async function aShop() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const contact = aContactRow({ phone: "+34600111222" });
  const number = aNumberRow();
  const templateId = newId("template");
  await ctx.db.insert(contacts).values(contact);
  await ctx.db.insert(templates).values({
    id: templateId,
    wabaId: number.wabaId,
    numberId: number.id,
    name: "bread",
    language: "en",
    category: "MARKETING",
    parameterFormat: "POSITIONAL",
    components: [],
    status: "approved",
    createdAt: 1,
    updatedAt: 1,
  });
  const conversationId = newId("conversation");
  const put = async (over: Partial<typeof messages.$inferInsert>) => {
    const row = aMessageRow({
      numberId: number.id,
      contactId: contact.id,
      conversationId,
      ...over,
    });
    await ctx.db.insert(messages).values(row);
    return row;
  };
  let seq = 0;
  const event = (type: EventType, row: { id: string }, atMs = NOON): StoredEvent => ({
    seq: ++seq,
    atMs,
    type,
    data: { message_id: row.id, number_id: number.id, at: new Date(atMs).toISOString() },
  });
  return { ...tenant, number, contact, templateId, put, event };
}

const report = (tenant: Awaited<ReturnType<typeof aShop>>, name: string, query = "") =>
  call(tenant, `GET /analytics/${name}?from=2026-11-20&to=2026-11-20${query}`);

describe("what happens is counted", () => {
  test("by category, template, author and market, and bills what was delivered", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { ctx, put, event, templateId } = shop;
    const author = newId("user");
    const pricing = { billable: true, category: "marketing" };
    const ad = await put({ templateId, pricing, type: "template", deliveredAt: NOON });
    const free = await put({ author, pricing: { billable: false, category: "service" } });
    await activitySubscriber.take(ctx, [
      event("message.sent", ad),
      event("message.delivered", ad),
      event("message.read", ad),
      event("message.sent", free),
      event("message.read", free),
      event("message.failed", ad),
    ]);
    const overview = await report(shop, "overview");
    expect(overview.body).toMatchObject({ sent: 2, delivered: 1, read: 2, failed: 1, received: 0 });
    const days = await report(shop, "messages");
    expect(days.body.data).toMatchObject([
      {
        day: "2026-11-20",
        by_category: {
          marketing: { sent: 1, delivered: 1, read: 1, failed: 1 },
          service: { sent: 1, delivered: 0, read: 1, failed: 0 },
        },
      },
    ]);
    expect((await report(shop, "templates")).body.data).toEqual([
      expect.objectContaining({ template_id: templateId, name: "bread", sent: 1, read: 1 }),
    ]);
    expect((await report(shop, "agents")).body.data).toEqual([
      { kind: "user", id: author, sent: 1, replies: 0, mean_reply_seconds: null },
    ]);
    expect((await report(shop, "spend")).body).toMatchObject({
      billed: 1,
      free: 1,
      data: [
        { category: "marketing", market: "ES", billed: 1, free: 0 },
        { category: "service", market: "ES", billed: 0, free: 1 },
      ],
    });
  });

  test("once, however often and in whatever portions the ledger brings it", async ({ expect }) => {
    const shop = await aShop();
    const { ctx, put, event } = shop;
    const row = await put({});
    const events = [
      event("message.sent", row),
      event("message.delivered", row),
      event("message.read", row, NOON + 20 * 60_000),
    ];
    await activitySubscriber.take(ctx, events.slice(0, 2));
    await activitySubscriber.take(ctx, events);
    await activitySubscriber.take(ctx, events.slice(1));
    expect((await report(shop, "overview")).body).toMatchObject({ sent: 1, delivered: 1, read: 1 });
  });

  test.for([
    ["delivered, then read", ["delivered", "read"]],
    ["read, then delivered", ["read", "delivered"]],
    ["read alone", ["read"]],
    ["delivered alone", ["delivered"]],
  ] as const)(
    "billed once: %s, in whatever portions and however late",
    async ([, words], { expect }) => {
      const shop = await aShop();
      const { ctx, put, contact, number } = shop;
      const pricing = { billable: true, category: "marketing" };
      let expected = 0;
      /** Each word is committed; the subscriber looks after each, or once at the end, or for every word on its own at the end. */
      for (const way of ["each", "whole", "late"] as const) {
        const row = await put({ pricing });
        const of = {
          message_id: row.id ?? newId("message"),
          number_id: number.id,
          contact_id: contact.id ?? newId("contact"),
          conversation_id: null,
          campaign_id: null,
          client_ref: null,
          at: new Date(NOON).toISOString(),
        };
        const told: StoredEvent[] = [];
        for (const word of words) {
          const event: NewEvent = { type: `message.${word}`, data: { ...of, status: word } };
          const { seq } = await commit(ctx, {
            statements: [
              ctx.db.$client
                .prepare(`UPDATE messages SET ${word}_at = ?2 WHERE id = ?1`)
                .bind(row.id, NOON),
            ],
            events: [event],
          });
          told.push({ seq: seq ?? 0, atMs: NOON, ...event });
          if (way === "each") await activitySubscriber.take(ctx, told.slice(-1));
        }
        if (way === "whole") await activitySubscriber.take(ctx, told);
        if (way === "late") for (const event of told) await activitySubscriber.take(ctx, [event]);
        expected += 1;
        expect([way, (await report(shop, "spend")).body["billed"]]).toEqual([way, expected]);
      }
    },
  );

  test("once, when two dispatches count at one time", async ({ expect }) => {
    const shop = await aShop();
    const { ctx, put, event } = shop;
    const row = await put({});
    const events = [event("message.sent", row), event("message.delivered", row)];
    const both = await Promise.allSettled([
      activitySubscriber.take(ctx, events.slice(0, 1)),
      activitySubscriber.take(ctx, events),
    ]);
    for (const { status } of both)
      if (status === "rejected") await activitySubscriber.take(ctx, events);
    expect((await report(shop, "overview")).body).toMatchObject({ sent: 1, delivered: 1 });
  });

  test("with one row written for what happens in a quarter of an hour on a number", async ({
    expect,
  }) => {
    const { ctx, put, event } = await aShop();
    const row = await put({});
    const many = Array.from({ length: 40 }, () => event("message.delivered", row));
    expect(await rowsWritten(ctx, (on) => activitySubscriber.take(on, many))).toBe(1);
  });

  test("on the day of the zone that is asked for", async ({ expect }) => {
    const shop = await aShop();
    const { ctx, put, event } = shop;
    const row = await put({});
    const late = Date.parse("2026-11-20T18:20:00Z");
    await activitySubscriber.take(ctx, [event("message.sent", row, late)]);
    const days = async (zone: string) =>
      (
        await call(
          shop,
          `GET /analytics/messages?from=2026-11-20&to=2026-11-21&timezone=${encodeURIComponent(zone)}`,
        )
      ).body.data?.map(({ sent }) => sent);
    expect(await days("UTC")).toEqual([1, 0]);
    expect(await days("Asia/Kathmandu")).toEqual([0, 1]);
    expect(await days("Asia/Kolkata")).toEqual([1, 0]);
  });

  test("and a wait ends with the first answer of somebody of the business", async ({ expect }) => {
    const shop = await aShop();
    const { ctx, put, event } = shop;
    const said = (at: number) => put({ direction: "inbound", state: "received", receivedAt: at });
    const author = newId("user");
    await said(NOON);
    await said(NOON + 60_000);
    const bot = await put({ author: newId("automation") });
    const answer = await put({ author });
    const more = await put({ author });
    await activitySubscriber.take(ctx, [
      event("message.queued", bot, NOON + 61_000),
      event("message.queued", answer, NOON + 120_000),
      event("message.queued", more, NOON + 180_000),
    ]);
    const { body } = await report(shop, "responses");
    expect(body.data).toMatchObject([{ replies: 1, mean_seconds: 120 }]);
    expect((await report(shop, "agents")).body.data).toMatchObject([
      { id: author, replies: 1, mean_reply_seconds: 120 },
    ]);
  });

  test("by the dispatch of the ledger, without a word of the writer", async ({ expect }) => {
    const { ctx } = await aTenant();
    const told: NewEvent = { type: "contact.created", data: { contact_id: newId("contact") } };
    await commit(ctx, { statements: [], events: [told, told] });
    const job = { kind: "events.dispatch", tenantId: ctx.tenant.id, afterSeq: 0 } as const;
    await dispatchEvents(ctx, job, [{ ...activitySubscriber, name: `a ${crypto.randomUUID()}` }]);
    expect(await totalOf(ctx, "contacts")).toBe(2);
  });
});

describe("a report", () => {
  test("is a table when it is asked for, with names even when it is empty", async ({ expect }) => {
    const shop = await aShop();
    const table = async (name: string) => {
      const path = `/analytics/${name}?from=2026-11-20&to=2026-11-20&format=csv` as const;
      const response = await ask(shop, `GET ${path}`);
      expect(response.headers.get("content-type")).toBe("text/csv");
      return response.text();
    };
    expect(await table("spend")).toBe("category,market,billed,free\r\n");
    const [names, first, rest] = (await table("messages")).split("\r\n");
    expect(names?.split(",").slice(0, 4)).toEqual(["day", "received", "echoed", "sent"]);
    expect(first?.split(",").slice(0, 2)).toEqual(["2026-11-20", "0"]);
    expect([names?.split(",").length, rest]).toEqual([first?.split(",").length, ""]);
  });

  test.for([
    ["from=2026-13-01", 400, "out_of_range"],
    ["from=2026-11-21&to=2026-11-20", 400, "out_of_range"],
    ["from=2020-01-01&to=2026-11-20", 400, "out_of_range"],
    ["timezone=%2B02:00", 422, "invalid_timezone"],
    ["number=con_1", 400, "out_of_range"],
    ["weekday=1", 400, "unknown_parameter"],
  ] as const)("refuses %s", async ([query, status, code], { expect }) => {
    const shop = await aTenant();
    const { body, ...answer } = await call(shop, `GET /analytics/overview?${query}`);
    expect([answer.status, body["code"]]).toEqual([status, code]);
  });
});

async function totalOf(ctx: ScopedContext, name: string): Promise<number> {
  const rows = await ctx.db.select().from(activity);
  return rows.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
}
