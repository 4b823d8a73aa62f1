import { describe, test } from "vitest";

import { conversations, messages, numbers } from "#db/tenant/schema";
import { repliedSubscriber, tellReplied } from "#features/conversations/index";
import { markConversationRead } from "#features/conversations/mark-conversation-read";
import { showTyping } from "#features/conversations/show-typing";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";
import type { Job } from "#platform/queue/jobs";

import { call } from "../../fixtures/call";
import { aMessageRow } from "../../fixtures/message-rows";
import { refused, withMeta } from "../../fixtures/meta";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant } from "../../fixtures/tenant";
import { inbox } from "../messages/inbox";

const DAY_MS = 86_400_000;
const success = () => Response.json({ success: true });

/** A conversation in which the person wrote twice, and was answered once. */
async function spokenIn(
  atMs: number = Date.now(),
  autoRead: (typeof numbers.$inferSelect)["autoRead"] = "never",
) {
  const at = await inbox();
  const of = {
    contactId: at.contact.id,
    numberId: at.number.id,
    conversationId: at.conversationId,
  };
  for (const [i, direction] of (["inbound", "inbound", "outbound"] as const).entries())
    await at.ctx.db.insert(messages).values(
      aMessageRow({
        ...of,
        direction,
        state: direction === "inbound" ? "received" : "sent",
        wamid: `wamid.${at.conversationId}.${i}`,
        receivedAt: atMs,
      }),
    );
  await at.ctx.db.update(numbers).set({ autoRead });
  await at.ctx.db.update(conversations).set({ unread: 2, lastInboundAt: atMs });
  return { ...at, lastHeard: `wamid.${at.conversationId}.1` };
}

const unreadIn = async (ctx: ScopedContext) =>
  (await ctx.db.query.conversations.findFirst())?.unread;

/** A context whose deferred work can be waited for. */
function settling(ctx: ScopedContext) {
  const works: Promise<void>[] = [];
  return { ctx: { ...ctx, defer: (work: Promise<void>) => void works.push(work) }, works };
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

describe("typing", () => {
  test("is shown for what the person wrote last, and marks it as read", async ({ expect }) => {
    const { ctx, conversationId, lastHeard } = await spokenIn();
    const meta = withMeta(ctx, success);
    await showTyping(meta.ctx, conversationId);
    expect(meta.posts).toEqual([
      {
        messaging_product: "whatsapp",
        status: "read",
        message_id: lastHeard,
        typing_indicator: { type: "text" },
      },
    ]);
    expect(await unreadIn(ctx)).toBe(0);
  });

  test("is not shown to a person who wrote nothing in 30 days", async ({ expect }) => {
    for (const atMs of [Date.now() - 30 * DAY_MS - 1, null]) {
      const { ctx, conversationId } = await spokenIn(atMs ?? 0);
      await ctx.db.update(conversations).set({ lastInboundAt: atMs });
      const meta = withMeta(ctx, success);
      const failed = await showTyping(meta.ctx, conversationId).catch(codeOf);
      expect([failed, meta.posts]).toEqual(["invalid_state", []]);
    }
  });

  test("is not shown from a number that sends nothing", async ({ expect }) => {
    const { ctx, conversationId } = await spokenIn();
    await ctx.db.update(numbers).set({ status: "paused" });
    const meta = withMeta(ctx, success);
    const failed = await showTyping(meta.ctx, conversationId).catch(codeOf);
    expect([failed, meta.posts]).toEqual(["number_paused", []]);
  });

  test("tells what Meta refuses, and leaves the conversation unread", async ({ expect }) => {
    const { ctx, conversationId } = await spokenIn();
    const meta = withMeta(ctx, () => refused(131009));
    expect(await showTyping(meta.ctx, conversationId).catch(codeOf)).toBe("meta_error");
    expect(await unreadIn(ctx)).toBe(2);
    const stopped = withMeta(ctx, () => refused(190, 401));
    expect(await showTyping(stopped.ctx, conversationId).catch(codeOf)).toBe("number_needs_reauth");
    expect((await ctx.db.query.numbers.findFirst())?.status).toBe("needs_reauth");
  });

  test("is a matter of whoever may send", async ({ expect }) => {
    const reader = await aTenant({ scopes: ["inbox:read", "inbox:write"] });
    const answer = await call(reader, "POST /conversations/cnv_x/typing");
    expect([answer.status, answer.body["code"]]).toEqual([403, "missing_scope"]);
  });
});

describe("reading a conversation", () => {
  const READ = { messaging_product: "whatsapp", status: "read" };

  test.for([
    ["never", {}, false],
    ["never", { tell: true }, true],
    ["on_open", {}, true],
    ["on_open", { tell: false }, false],
    ["on_reply", {}, false],
    ["on_reply", { tell: true }, true],
  ] as const)("on a number that says %s, with %j, tells: %s", async (given, { expect }) => {
    const [autoRead, body, isTold] = given;
    const { ctx, conversationId, lastHeard } = await spokenIn(Date.now(), autoRead);
    const meta = withMeta(ctx, success);
    const { ctx: reader, works } = settling(meta.ctx);
    expect(await markConversationRead(reader, conversationId, body)).toMatchObject({ unread: 0 });
    await Promise.all(works);
    expect(meta.posts).toEqual(isTold ? [{ ...READ, message_id: lastHeard }] : []);
  });

  test("is nobody else's business when the reader may not send", async ({ expect }) => {
    const { ctx, conversationId } = await spokenIn(Date.now(), "on_open");
    const meta = withMeta(ctx, success);
    const { ctx: reader, works } = settling(meta.ctx);
    const actor = { kind: "api_key", id: "key_x", scopes: ["inbox:write"], numbers: null } as never;
    const as = { ...reader, actor };
    expect(await markConversationRead(as, conversationId, {})).toMatchObject({ unread: 0 });
    await Promise.all(works);
    expect(meta.posts).toEqual([]);
    const told = await markConversationRead(as, conversationId, { tell: true }).catch(codeOf);
    expect(told).toBe("missing_scope");
  });

  test("succeeds whatever Meta says to it", async ({ expect }) => {
    const answers = [
      () => refused(131009),
      () => {
        throw new Error("connection lost");
      },
    ];
    for (const answer of answers) {
      const { ctx, conversationId } = await spokenIn();
      const { ctx: reader, works } = settling(withMeta(ctx, answer).ctx);
      const read = await markConversationRead(reader, conversationId, { tell: true });
      expect(read).toMatchObject({ unread: 0 });
      await Promise.all(works);
      expect(await unreadIn(ctx)).toBe(0);
    }
  });

  test("needs no body", async ({ expect }) => {
    const { tenant, ctx, conversationId } = await spokenIn();
    const { status, body } = await call(tenant, `POST /conversations/${conversationId}/read`);
    expect([status, body["unread"]]).toEqual([200, 0]);
    const wrong = await call(tenant, `POST /conversations/${conversationId}/read`, { tell: "yes" });
    expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([400, "/tell"]);
    expect(await unreadIn(ctx)).toBe(0);
  });
});

describe("a number that tells with the reply", () => {
  /** What is rung, and told, when a message of somebody was sent. */
  async function sentBy(
    author: (typeof messages.$inferSelect)["author"],
    {
      autoRead = "on_reply",
      campaignId = null,
    }: { autoRead?: AutoRead; campaignId?: string | null },
  ) {
    const world = await spokenIn(Date.now(), autoRead);
    const { ctx, conversationId, contact, number } = world;
    const row = aMessageRow({
      contactId: contact.id,
      numberId: number.id,
      conversationId,
      author,
      state: "sent",
    });
    await ctx.db.insert(messages).values(row);
    const meta = withMeta(ctx, success);
    const rung: Job[] = [];
    const of = { ...meta.ctx, enqueue: async (job: Job) => void rung.push(job) };
    await repliedSubscriber.take(of, [
      {
        seq: 1,
        atMs: 1,
        type: "message.sent",
        data: { message_id: row.id, conversation_id: conversationId, campaign_id: campaignId },
      },
    ]);
    for (const job of rung)
      if (job.kind === "conversation.receipt") await tellReplied(of, job.conversationId);
    return { ...world, posts: meta.posts };
  }
  type AutoRead = (typeof numbers.$inferSelect)["autoRead"];

  test("does so when a member's message was sent, and counts nothing as read here", async ({
    expect,
  }) => {
    const { ctx, posts, lastHeard } = await sentBy(newId("user"), {});
    expect(posts).toEqual([
      { messaging_product: "whatsapp", status: "read", message_id: lastHeard },
    ]);
    expect(await unreadIn(ctx)).toBe(2);
  });

  test.for([
    ["an automation's", newId("automation"), {}],
    ["an API key's", newId("apiKey"), {}],
    ["nobody's", null, {}],
    ["a campaign's", newId("user"), { campaignId: newId("campaign") }],
    ["a number's that never tells", newId("user"), { autoRead: "never" }],
    ["a number's that tells when it is opened", newId("user"), { autoRead: "on_open" }],
  ] as const)("not when it was %s", async ([, author, over], { expect }) => {
    expect((await sentBy(author, over)).posts).toEqual([]);
  });

  test("and where none does, no message is read for what was sent", async ({ expect }) => {
    const { ctx, contact, number, conversationId } = await spokenIn();
    const rows = Array.from({ length: 40 }, () =>
      aMessageRow({ contactId: contact.id, numberId: number.id, conversationId, state: "sent" }),
    );
    for (const row of rows) await ctx.db.insert(messages).values(row);
    const events = rows.map(({ id }, i) => ({
      seq: i + 1,
      atMs: 1,
      type: "message.sent" as const,
      data: { message_id: id, conversation_id: conversationId, campaign_id: null },
    }));
    expect(await rowsRead(ctx, (on) => repliedSubscriber.take(on, events))).toBeLessThan(5);
  });
});
