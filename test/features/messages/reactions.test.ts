import fc from "fast-check";
import { describe, test } from "vitest";

import { contacts, identities, messages } from "#db/tenant/schema";
import type { MessageView } from "#features/messages/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

/** A message of ours to a person, who reacts to it. */
async function aThread() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const contact = aContactRow();
  const row = aMessageRow({
    numberId: number.id,
    contactId: contact.id,
    state: "delivered",
    wamid: `wamid.${newId("event")}`,
  });
  await ctx.db.batch([
    ctx.db.insert(contacts).values(contact),
    ctx.db
      .insert(identities)
      .values({ value: "34600111222", kind: "phone", contactId: contact.id, createdAt: 1 }),
    ctx.db.insert(messages).values(row),
  ]);
  const reaction = (emoji: string | undefined, ago: number, to: unknown = row.wamid) =>
    aText({
      type: "reaction",
      text: undefined,
      timestamp: secondsAgo(ago),
      reaction: { message_id: to, ...(emoji === undefined ? {} : { emoji }) },
    });
  const say = (...said: readonly object[]) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: said })));
  const shown = async (id: string = row.id) =>
    (await call<MessageView>(tenant, `GET /messages/${id}`)).body.reactions;
  /** A reaction of the business, as far as Meta took it. */
  const ours = async (emoji: string, over: Partial<typeof messages.$inferInsert> = {}) => {
    const own = aMessageRow({
      numberId: number.id,
      contactId: contact.id,
      type: "reaction",
      content: { message_id: row.wamid, emoji },
      state: "accepted",
      acceptedAt: Date.now(),
      ...over,
    });
    await ctx.db.insert(messages).values(own);
    return own.id;
  };
  return { tenant, ctx, number, row, reaction, say, shown, ours };
}

describe("a reaction", () => {
  test("stands at the message that it is about, and is told", async ({ expect }) => {
    const { ctx, row, reaction, say, shown } = await aThread();
    await say(reaction("👍", 60));
    const [message] = (await ctx.db.query.messages.findMany()).filter(
      ({ direction }) => direction === "inbound",
    );
    expect(await shown()).toEqual([
      {
        direction: "inbound",
        emoji: "👍",
        message_id: message?.id,
        at: new Date(message?.receivedAt ?? 0).toISOString(),
      },
    ]);
    expect((await eventsOf(ctx)).filter(({ type }) => type === "message.reaction")).toMatchObject([
      { data: { message_id: message?.id, reacted_to: row.id, taken_back: false } },
    ]);
  });

  test("takes the place of the one before, whichever comes first", async ({ expect }) => {
    const { reaction, say, shown } = await aThread();
    await say(reaction("🚲", 30));
    await say(reaction("👍", 60));
    expect(await shown()).toMatchObject([{ emoji: "🚲" }]);
  });

  test.for([["with an empty sign", ""] as const, ["without a sign", undefined] as const])(
    "is taken back %s",
    async ([, emoji], { expect }) => {
      const { ctx, reaction, say, shown } = await aThread();
      await say(reaction("👍", 60));
      await say(reaction(emoji, 30));
      expect(await shown()).toEqual([]);
      const told = (await eventsOf(ctx)).filter(({ type }) => type === "message.reaction");
      expect(told.map(({ data }) => data["taken_back"])).toEqual([false, true]);
    },
  );

  test("to a message that comes later stands at it when it comes", async ({ expect }) => {
    const { ctx, reaction, say, shown } = await aThread();
    const later = aText({ timestamp: secondsAgo(90) });
    await say(reaction("👍", 60, later.id));
    await say(later);
    const row = (await ctx.db.query.messages.findMany()).find(({ wamid }) => wamid === later.id);
    expect(await shown(row?.id)).toMatchObject([{ direction: "inbound", emoji: "👍" }]);
    const [told] = (await eventsOf(ctx)).filter(({ type }) => type === "message.reaction");
    expect(told?.data["reacted_to"]).toBeNull();
  });

  test("of the business stands beside the person's once Meta has taken it", async ({ expect }) => {
    const { reaction, say, shown, ours } = await aThread();
    await say(reaction("👍", 60));
    await ours("🙏", { state: "queued", acceptedAt: null });
    await ours("💔", { state: "failed", acceptedAt: null });
    expect(await shown()).toMatchObject([{ direction: "inbound" }]);
    const id = await ours("🎉");
    expect(await shown()).toMatchObject([
      { direction: "inbound", emoji: "👍" },
      { direction: "outbound", emoji: "🎉", message_id: id },
    ]);
  });

  test("is found by index: a list reads no more for all other reactions", async ({ expect }) => {
    const { ctx } = await aThread();
    const plan = await ctx.db.$client
      .prepare(
        "EXPLAIN QUERY PLAN SELECT m.id FROM json_each('[\"w\"]') k CROSS JOIN messages m ON m.content ->> 'message_id' = k.value AND m.type = 'reaction'",
      )
      .all<{ detail: string }>();
    expect(plan.results.map(({ detail }) => detail).join()).toContain("messages_reacting");
  });
});

test("in whatever order reactions come, the newest of the person stands", async ({ expect }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.constantFrom("", "❤"),
      async (order, last) => {
        const { reaction, say, shown } = await aThread();
        const all = ["👍", "", "🚲", last].map((emoji, i) => reaction(emoji, 100 - 10 * i));
        for (const i of order) await say(all[i] ?? {});
        expect((await shown()).map(({ emoji }) => emoji)).toEqual(last === "" ? [] : [last]);
      },
    ),
    { numRuns: 6 },
  );
}, 120_000);
