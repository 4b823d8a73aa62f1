import { eq } from "drizzle-orm";
import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { memberships } from "#db/control/schema";
import { contacts, conversations } from "#db/tenant/schema";
import { assignmentSubscriber } from "#features/assignment/index";
import type { StoredEvent } from "#features/events/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { withClient } from "../../fixtures/client";
import { eventsOf } from "../../fixtures/events";
import { aMember } from "../../fixtures/member";
import { aContactRow, aConversationRow } from "../../fixtures/message-rows";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

async function aConversation(
  { ctx }: TenantFixture,
  over: Partial<typeof conversations.$inferInsert> = {},
  language: string | null = null,
) {
  const contact = aContactRow({ id: newId("contact"), phone: null, language });
  const numberId = newId("number");
  const id = conversationIdOf(contact.id, numberId);
  await ctx.db.insert(contacts).values(contact);
  await ctx.db
    .insert(conversations)
    .values(aConversationRow(id, { contactId: contact.id, numberId }, over));
  return id;
}

/** What the ledger tells when a person writes in each. */
const written = (...ids: readonly string[]): readonly StoredEvent[] =>
  ids.map((conversation_id, i) => ({
    seq: i + 1,
    atMs: 1,
    type: "message.received",
    data: { conversation_id },
  }));
const take = (ctx: ScopedContext, ...ids: readonly string[]) =>
  assignmentSubscriber.take({ ...ctx, defer: () => undefined }, written(...ids));
const assignees = async (ctx: ScopedContext, ids: readonly string[]) => {
  const rows = await ctx.db.query.conversations.findMany();
  return ids.map((id) => rows.find((row) => row.id === id)?.assignee ?? null);
};

describe("rules of assignment", () => {
  test("are made, set, listed and deleted", async ({ expect }) => {
    const t = await aTenant();
    const member = await aMember(t);
    const body = { name: "All", how: "round_robin", members: [member] };
    const made = await call(t, "POST /assignment-rules", body);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...body,
        place: 100,
        enabled: true,
        when: { numbers: [], tags: [], languages: [], hours: null },
      },
    ]);
    const path = `/assignment-rules/${String(made.body["id"])}` as const;
    const set = await call(t, `PUT ${path}`, {
      ...body,
      enabled: false,
      when: { languages: ["pt"] },
    });
    expect([set.status, set.body]).toMatchObject([
      200,
      { enabled: false, when: { numbers: [], tags: [], languages: ["pt"], hours: null } },
    ]);
    expect((await call(t, "GET /assignment-rules")).body.data).toEqual([set.body]);
    const stranger = await call(t, `PUT ${path}`, { ...body, members: [member, newId("user")] });
    expect([stranger.status, stranger.body.errors?.[0]?.pointer]).toEqual([404, "/members/1"]);
    expect((await call(t, `DELETE ${path}`)).status).toBe(204);
    expect((await call(t, `GET ${path}`)).status).toBe(404);
  });

  test("give each conversation that nobody has to one member, in turn, once, however often and by however many it is told", async ({
    expect,
  }) => {
    const t = await aTenant();
    const [a, b] = [await aMember(t), await aMember(t)];
    const { body } = await call(t, "POST /assignment-rules", {
      name: "All",
      how: "round_robin",
      members: [a, b],
    });
    const ids = [await aConversation(t), await aConversation(t), await aConversation(t)];
    const runs = await Promise.allSettled([take(t.ctx, ...ids), take(t.ctx, ...ids)]);
    expect(runs.some(({ status }) => status === "fulfilled")).toBe(true);
    await take(t.ctx, ...ids);
    const given = await assignees(t.ctx, ids);
    const times = (member: string) => given.filter((one) => one === member).length;
    expect([times(a) + times(b), Math.abs(times(a) - times(b))]).toEqual([3, 1]);
    const told = await eventsOf(t.ctx);
    expect(told.map(({ data }) => [data["by"], data["rule_id"]])).toEqual(
      ids.map(() => ["rule", body["id"]]),
    );
  });

  test("take from nobody, and leave what is not open alone", async ({ expect }) => {
    const t = await aTenant();
    const [a, b] = [await aMember(t), await aMember(t)];
    await call(t, "POST /assignment-rules", { name: "All", how: "user", members: [a] });
    const ids = [
      await aConversation(t, { assignee: b }),
      await aConversation(t, { status: "resolved" }),
      await aConversation(t),
    ];
    await take(t.ctx, ...ids);
    expect(await assignees(t.ctx, ids)).toEqual([b, null, a]);
  });

  test("are tried in their order, the first that applies counts, and who has left is passed over", async ({
    expect,
  }) => {
    const t = await aTenant();
    const [a, b, c] = [await aMember(t), await aMember(t), await aMember(t)];
    await call(t, "POST /assignment-rules", { name: "Rest", place: 50, how: "user", members: [c] });
    await call(t, "POST /assignment-rules", {
      name: "Off",
      place: 1,
      enabled: false,
      how: "user",
      members: [b],
    });
    await call(t, "POST /assignment-rules", {
      name: "Portuguese",
      place: 10,
      when: { languages: ["pt"] },
      how: "user",
      members: [a, b],
    });
    await t.ctx.control.delete(memberships).where(eq(memberships.userId, a));
    const ids = [await aConversation(t, {}, "pt-BR"), await aConversation(t, {}, "en")];
    await take(t.ctx, ...ids);
    expect(await assignees(t.ctx, ids)).toEqual([b, c]);
  });

  test("find whoever has the fewest open conversations", async ({ expect }) => {
    const t = await aTenant();
    const [a, b] = [await aMember(t), await aMember(t)];
    await call(t, "POST /assignment-rules", { name: "All", how: "least_busy", members: [a, b] });
    await aConversation(t, { assignee: a });
    await aConversation(t, { assignee: a, status: "resolved" });
    const ids = [await aConversation(t), await aConversation(t), await aConversation(t)];
    await take(t.ctx, ...ids);
    const given = await assignees(t.ctx, ids);
    expect(given.filter((one) => one === b)).toHaveLength(2);
  });

  test("take from nobody who was given the conversation while the rule was looked at", async ({
    expect,
  }) => {
    const t = await aTenant();
    const [a, b] = [await aMember(t), await aMember(t)];
    await call(t, "POST /assignment-rules", { name: "All", how: "user", members: [a] });
    const id = await aConversation(t);
    const db = withClient(t.ctx.db, {
      batch: async (statements) => {
        await t.ctx.db.update(conversations).set({ assignee: b });
        return t.ctx.db.$client.batch<never>(statements);
      },
    });
    await take({ ...t.ctx, db }, id);
    expect([await assignees(t.ctx, [id]), await eventsOf(t.ctx)]).toEqual([[b], []]);
  });

  test("go by the business hours, those without a word of them always", async ({ expect }) => {
    const t = await aTenant();
    const [day, night] = [await aMember(t), await aMember(t)];
    for (const [hours, member, place] of [
      ["open", day, 1],
      ["closed", night, 2],
    ] as const)
      await call(t, "POST /assignment-rules", {
        name: hours,
        how: "user",
        members: [member],
        place,
        when: { hours },
      });
    const first = await aConversation(t);
    await take(t.ctx, first);
    // Without hours of its own a business is always open.
    expect(await assignees(t.ctx, [first])).toEqual([day]);
    await call(t, "PUT /business-hours", { weekly: {} });
    const second = await aConversation(t);
    await take(t.ctx, second);
    expect(await assignees(t.ctx, [second])).toEqual([night]);
    const wrong = await call(t, "POST /assignment-rules", {
      name: "x",
      how: "user",
      members: [day],
      when: { hours: "noon" },
    });
    expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([400, "/when/hours"]);
  });
});
