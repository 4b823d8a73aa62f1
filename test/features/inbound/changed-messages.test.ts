import fc from "fast-check";
import { describe, test } from "vitest";

import type { MessageView } from "#features/messages/schemas";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  drain,
  deliver,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const ORIGINAL = "hello, a Tuesday";

/** A workspace that hears one person, who writes, edits and takes back one message. */
async function aThread() {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const wamid = `wamid.${newId("event")}`;
  const at = (second: number) => secondsAgo(600 - second);
  const original = aText({ id: wamid, timestamp: at(0), text: { body: ORIGINAL } });
  const inner = (body: string) => ({
    type: "text",
    text: { body },
    context: { id: "wamid.before" },
  });
  const about = (type: string, object: object, second: number) =>
    aText({
      text: undefined,
      type,
      timestamp: at(second),
      [type]: { original_message_id: wamid, ...object },
    });
  const edit = (body: string, second: number) => about("edit", { message: inner(body) }, second);
  const revoke = (second: number) => about("revoke", {}, second);
  const bodyOf = (...messages: readonly object[]) =>
    envelope(number.wabaId, change(number, { messages }));
  const say = (...messages: readonly object[]) => deliverAndDrain(tenant.ctx, bodyOf(...messages));
  const shown = async () => {
    const { body } = await call<{ data: MessageView[] }>(tenant, "GET /messages");
    return body.data;
  };
  return { ...tenant, tenant, number, original, edit, revoke, say, shown, bodyOf, wamid };
}

describe("an edit", () => {
  test("changes the message and keeps what it first said", async ({ expect }) => {
    const { ctx, original, edit, say, shown } = await aThread();
    await say(original);
    await say(edit("hello, a Wednesday", 10));
    await say(edit("hello, a Thursday", 20));
    expect(await shown()).toMatchObject([
      {
        type: "text",
        content: { body: "hello, a Thursday" },
        original: { body: ORIGINAL },
        timestamps: { edited_at: expect.stringMatching(/Z$/), revoked_at: null },
      },
    ]);
    const told = (await eventTypes(ctx)).filter((type) => type.startsWith("message."));
    expect(told).toEqual(["message.received", "message.edited", "message.edited"]);
  });

  test("that is older than the one that holds changes nothing", async ({ expect }) => {
    const { original, edit, say, shown } = await aThread();
    await say(original);
    await say(edit("newest", 20));
    await say(edit("older", 10));
    expect(await shown()).toMatchObject([{ content: { body: "newest" } }]);
  });

  test("that is delivered again tells nothing and is listed once", async ({ expect }) => {
    const { tenant, ctx, original, edit, say } = await aThread();
    await say(original);
    const edited = edit("newest", 20);
    await say(edited);
    const told = await eventTypes(ctx);
    await say(edited);
    expect(await eventTypes(ctx)).toEqual(told);
    const { body } = await call<{ data: { items: object[] }[] }>(tenant, "GET /inbound-changes");
    expect(body.data.map(({ items }) => items)).toMatchObject([
      [{ kind: "edit", wamid: edited.id, message_id: expect.stringMatching(/^msg_/) }],
      [{ kind: "message" }],
    ]);
  });

  test("of a message that never came is stored as it is now", async ({ expect }) => {
    const { ctx, edit, say, shown, wamid } = await aThread();
    await say(edit("new words", 10));
    expect(await shown()).toMatchObject([
      { type: "text", content: { body: "new words" }, original: null, wamid },
    ]);
    expect(await eventTypes(ctx)).toContain("message.received");
  });

  test("that says STOP withdraws, and one that says START grants nothing", async ({ expect }) => {
    const { tenant, original, edit, say } = await aThread();
    await say(original);
    await say(edit("stop", 10));
    const consents = async () =>
      (await call(tenant, "GET /contacts/%2B34600111222")).body["consents"];
    expect(await consents()).toEqual({ marketing: "withdrawn" });
    await say(edit("start", 20));
    expect(await consents()).toEqual({ marketing: "withdrawn" });
  });

  test("of a message of the business, or on another number, changes nothing and stays listed", async ({
    expect,
  }) => {
    const { tenant, ctx, original, edit, say, shown } = await aThread();
    await say(original);
    const other = await aConnectedNumber(ctx);
    await deliverAndDrain(
      ctx,
      envelope(other.wabaId, change(other, { messages: [edit("elsewhere", 10)] })),
    );
    expect(await shown()).toMatchObject([{ content: { body: ORIGINAL }, original: null }]);
    const { body } = await call<{ data: { state: string }[] }>(tenant, "GET /inbound-changes");
    expect(body.data[0]?.state).toBe("stored");
  });
});

describe("a revocation", () => {
  test("empties the message, and what it said before", async ({ expect }) => {
    const { tenant, ctx, original, edit, revoke, say, shown } = await aThread();
    await say(original);
    await say(edit("second words", 10));
    await say(revoke(20));
    await say(edit("too late", 30));
    expect(await shown()).toMatchObject([
      {
        type: "text",
        content: null,
        original: null,
        timestamps: { revoked_at: expect.stringMatching(/Z$/) },
      },
    ]);
    expect(JSON.stringify(await ctx.db.query.messages.findMany())).not.toContain("Tuesday");
    expect(await eventTypes(ctx)).toContain("message.deleted");
    const { body } = await call<{ data: { last_message: MessageView | null }[] }>(
      tenant,
      "GET /conversations",
    );
    expect(body.data[0]?.last_message?.content).toBeNull();
  });

  test("that comes before its message leaves nothing of it", async ({ expect }) => {
    const { ctx, original, revoke, say, shown } = await aThread();
    await say(revoke(20));
    await say(original);
    expect(await shown()).toMatchObject([{ content: null, original: null }]);
    expect(JSON.stringify(await ctx.db.query.messages.findMany())).not.toContain("Tuesday");
    expect((await ctx.db.query.conversations.findFirst())?.unread).toBe(0);
  });
});

test("in whatever order and however often a message, its edits and its revocation come, the end is the same", async ({
  expect,
}) => {
  const part = fc.constantFrom("original", "first", "second", "revoke");
  const order = fc.record({
    isRevoked: fc.boolean(),
    /** Deliveries; each inner list is one webhook. */
    deliveries: fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
    rest: fc.shuffledSubarray(["original", "first", "second", "revoke"] as const, { minLength: 4 }),
    isOneDrain: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(order, async ({ isRevoked, deliveries, rest, isOneDrain }) => {
      const { ctx, original, edit, revoke, shown, bodyOf } = await aThread();
      const parts = {
        original,
        first: edit("first edit", 10),
        second: edit("second edit", 20),
        revoke: revoke(30),
      };
      for (const names of [...deliveries, ...rest.map((name) => [name])]) {
        const said = names.filter((name) => isRevoked || name !== "revoke");
        if (said.length === 0) continue;
        await deliver(bodyOf(...said.map((name) => parts[name])));
        if (!isOneDrain) await drain(ctx);
      }
      await drain(ctx);
      const messages = await shown();
      expect(messages).toHaveLength(1);
      expect(messages[0]).toMatchObject(
        isRevoked
          ? { content: null, original: null }
          : { content: { body: "second edit" }, original: { body: ORIGINAL } },
      );
      const received = (await eventTypes(ctx)).filter((type) => type === "message.received");
      expect(received.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 25 },
  );
}, 120_000);
