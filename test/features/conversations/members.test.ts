import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { contacts, conversations } from "#db/tenant/schema";
import { sweepConversations, touchConversation } from "#features/conversations/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { eventsOf, eventTypes } from "../../fixtures/events";
import { aMember } from "../../fixtures/member";
import { aContactRow, aConversationRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

/** A workspace with a conversation in which the person wrote just now, and a member. */
async function planted(over: Partial<typeof conversations.$inferInsert> = {}) {
  const t = await aTenant();
  const contact = aContactRow({ id: newId("contact") });
  const numberId = newId("number");
  const id = conversationIdOf(contact.id, numberId);
  await t.ctx.db.insert(contacts).values(contact);
  await t.ctx.db
    .insert(conversations)
    .values(aConversationRow(id, { contactId: contact.id, numberId }, over));
  return {
    t,
    id,
    contactId: contact.id,
    numberId,
    member: await aMember(t),
    path: `/conversations/${id}` as const,
  };
}

const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

describe("what a team makes of a conversation", () => {
  test("is set in one call, told in events, and shown", async ({ expect }) => {
    const { t, id, member, path } = await planted();
    const until = ahead(3_600_000);
    const { status, body } = await call(t, `PATCH ${path}`, {
      assignee: { kind: "user", id: member },
      priority: "urgent",
      snoozed_until: until,
      tags: ["Refund", "refund", " vip "],
    });
    expect([status, body]).toMatchObject([
      200,
      {
        status: "snoozed",
        snoozed_until: until,
        assignee: { kind: "user", id: member },
        priority: "urgent",
        tags: ["Refund", "vip"],
        bot_active: true,
        window: "open",
      },
    ]);
    expect((await call(t, `GET ${path}`)).body).toEqual(body);
    const told = await eventsOf(t.ctx);
    expect(told.map(({ type }) => type)).toEqual([
      "conversation.status_changed",
      "conversation.snoozed",
      "conversation.assigned",
      "conversation.tagged",
    ]);
    expect(told[2]?.data).toMatchObject({
      conversation_id: id,
      assignee: member,
      previous: null,
      by: "api_key",
      rule_id: null,
    });
    expect(JSON.stringify(told)).not.toContain("efund");
  });

  test("tells nothing and writes nothing when it is as it was", async ({ expect }) => {
    const { t, path } = await planted();
    await call(t, `PATCH ${path}`, {
      status: "open",
      priority: "normal",
      tags: [],
      assignee: null,
    });
    expect(await eventTypes(t.ctx)).toEqual([]);
  });

  test("is refused where it cannot be, with the field", async ({ expect }) => {
    const { t, path } = await planted();
    const refused = async (body: object) => {
      const answer = await call(t, `PATCH ${path}`, body);
      return [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    expect(await refused({ assignee: { kind: "user", id: newId("user") } })).toEqual([
      404,
      "not_found",
      "/assignee/id",
    ]);
    expect(await refused({ status: "snoozed" })).toEqual([
      400,
      "invalid_request",
      "/snoozed_until",
    ]);
    expect(await refused({ snoozed_until: ahead(-1_000) })).toEqual([
      400,
      "out_of_range",
      "/snoozed_until",
    ]);
    expect(await refused({ tags: ["a,b"] })).toEqual([400, "invalid_request", "/tags/0"]);
    expect(await refused({ tags: Array.from({ length: 21 }, (_, i) => `t${i}`) })).toEqual([
      400,
      "invalid_request",
      "/tags",
    ]);
    expect(await refused({ priority: "later" })).toEqual([400, "invalid_request", "/priority"]);
  });

  test("a member of another workspace cannot be assigned", async ({ expect }) => {
    const { t, path } = await planted();
    const stranger = await aMember(await aTenant());
    const answer = await call(t, `PATCH ${path}`, { assignee: { kind: "user", id: stranger } });
    expect(answer.status).toBe(404);
  });
});

describe("a snooze", () => {
  test("ends with a message of the person", async ({ expect }) => {
    const { t, id, contactId, numberId, path } = await planted();
    await call(t, `PATCH ${path}`, { snoozed_until: ahead(60_000) });
    await t.ctx.db.$client.batch([
      touchConversation(t.ctx.db, {
        id,
        contactId,
        numberId,
        messageId: null,
        atMs: Date.now(),
        inbound: true,
        unreadBy: 1,
      }),
    ]);
    expect((await call(t, `GET ${path}`)).body).toMatchObject({
      status: "open",
      snoozed_until: null,
    });
  });

  test("ends when its time comes, once, and is told once, however many look", async ({
    expect,
  }) => {
    const { t, path } = await planted();
    await call(t, `PATCH ${path}`, { snoozed_until: ahead(60_000) });
    await sweepConversations(t.ctx);
    expect((await call(t, `GET ${path}`)).body["status"]).toBe("snoozed");
    const later = { ...t.ctx, nowMs: () => Date.now() + 61_000 };
    await Promise.all([
      sweepConversations(later),
      sweepConversations(later),
      sweepConversations(later),
    ]);
    expect((await call(t, `GET ${path}`)).body).toMatchObject({
      status: "open",
      snoozed_until: null,
    });
    const opened = (await eventsOf(t.ctx)).filter(
      ({ type, data }) => type === "conversation.status_changed" && data["status"] === "open",
    );
    expect(opened.map(({ data }) => data)).toMatchObject([{ by: "timer", previous: "snoozed" }]);
  });
});

describe("a handoff", () => {
  test("keeps automations still until it is released, and leaves its reason as a note", async ({
    expect,
  }) => {
    const { t, path } = await planted();
    const handed = await call(t, `POST ${path}/handoff`, { reason: "Asks for a human." });
    expect([handed.status, handed.body["bot_active"]]).toEqual([200, false]);
    const { body } = await call(t, `GET ${path}/notes`);
    expect(body.data).toMatchObject([{ text: "Asks for a human." }]);
    const released = await call(t, `POST ${path}/release`);
    expect(released.body["bot_active"]).toBe(true);
    await call(t, `POST ${path}/release`);
    expect(await eventTypes(t.ctx)).toEqual([
      "conversation.handoff_requested",
      "conversation.note_added",
      "conversation.handoff_released",
    ]);
  });

  test("ends by itself after its time, and when the conversation is resolved", async ({
    expect,
  }) => {
    const { t, path } = await planted();
    await call(t, `POST ${path}/handoff`, { timeout_seconds: 60 });
    const [row] = await t.ctx.db.query.conversations.findMany();
    expect((row?.botMutedUntil ?? 0) - Date.now()).toBeGreaterThan(0);
    expect((row?.botMutedUntil ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
    const { body } = await call(t, `PATCH ${path}`, { status: "resolved" });
    expect(body["bot_active"]).toBe(true);
    expect((await call(t, `POST ${path}/handoff`, { timeout_seconds: 1 })).status).toBe(400);
  });
});

describe("a list of conversations", () => {
  test("is filtered by assignee, tag, priority and snooze, and searched by a filter", async ({
    expect,
  }) => {
    const { t, id, member, path, numberId } = await planted({ lastAt: 1, lastInboundAt: 1 });
    const other = aContactRow({ id: newId("contact") });
    const plain = conversationIdOf(other.id, numberId);
    await t.ctx.db
      .insert(conversations)
      .values(aConversationRow(plain, { contactId: other.id, numberId }));
    await call(t, `PATCH ${path}`, {
      assignee: { kind: "user", id: member },
      priority: "high",
      tags: ["Late Order"],
      snoozed_until: ahead(60_000),
    });
    const found = async (query: string) =>
      (await call(t, `GET /conversations?${query}`)).body.data?.map((one) => one["id"]);
    expect(await found(`assignee=${member}`)).toEqual([id]);
    expect(await found("assignee=none")).toEqual([plain]);
    expect(await found("tag=late%20ORDER")).toEqual([id]);
    expect(await found("tag=order")).toEqual([]);
    expect(await found("priority=high")).toEqual([id]);
    expect(await found("snoozed=true")).toEqual([id]);
    expect(await found("snoozed=false")).toEqual([plain]);
    const me = await call(t, "GET /conversations?assignee=me");
    expect([me.status, me.body.errors?.[0]?.pointer]).toEqual([400, "assignee"]);
    const search = await call(t, "POST /conversations/search", {
      filter: {
        and: [
          { field: "tags", op: "contains", value: "LATE order" },
          { field: "window", op: "eq", value: "closed" },
        ],
      },
    });
    expect(search.body.data?.map((one) => one["id"])).toEqual([id]);
    const wrong = await call(t, "POST /conversations/search", {
      filter: { field: "mood", op: "eq", value: 1 },
    });
    expect([wrong.status, wrong.body["code"], wrong.body.errors?.[0]?.pointer]).toEqual([
      422,
      "unknown_field",
      "/filter/field",
    ]);
  });
});
