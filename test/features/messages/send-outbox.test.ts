import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { applyFacts } from "#db/tenant/apply-facts";
import { contacts, messages, numbers } from "#db/tenant/schema";
import { sendOutbox, sweepOutbox } from "#features/messages/index";
import { pickOfNumber, WAITING_NUMBERS } from "#features/messages/queries-claims";
import { claimStatements } from "#features/messages/writes-claims";
import type { SlotRequest } from "#objects/session/pacer";
import type { SessionStub, ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { eventsOf, eventTypes } from "../../fixtures/events";
import { aContactRow, aMessageRow, aNumberRow } from "../../fixtures/message-rows";
import { accepted, refused, withMeta } from "../../fixtures/meta";
import { aTenant } from "../../fixtures/tenant";

/** A tenant with a number and `count` queued texts, each to another person. */
async function planted(count: number, over: Partial<typeof messages.$inferInsert> = {}) {
  const { ctx } = await aTenant();
  const number = aNumberRow();
  await ctx.db.insert(numbers).values(number);
  const ids: Id<"message">[] = [];
  for (let i = 0; i < count; i++) {
    const contact = aContactRow({ phone: `+3460011${1000 + i}` });
    const id = newId("message");
    await ctx.db.insert(contacts).values(contact);
    await ctx.db.insert(messages).values(
      aMessageRow({
        id,
        numberId: number.id,
        contactId: contact.id,
        conversationId: conversationIdOf(contact.id, number.id),
        ...over,
      }),
    );
    ids.push(id);
  }
  return { ctx, number, ids };
}

const states = async (ctx: ScopedContext) =>
  (await ctx.db.query.messages.findMany()).map((row) => row.state);

describe("the outbox sender", () => {
  test("posts each message once, with our id, and keeps what Meta answered", async ({ expect }) => {
    const { ctx, ids } = await planted(8);
    const meta = withMeta(ctx, (_body, nth) => accepted(`wamid.${nth}`));
    expect(await sendOutbox(meta.ctx)).toEqual({ type: "done" });
    expect(meta.posts.map((post) => post.biz_opaque_callback_data).toSorted()).toEqual(ids);
    expect(meta.posts[0]).toMatchObject({ type: "text", text: { body: "hello" } });
    const rows = await ctx.db.query.messages.findMany();
    expect(new Set(rows.map((row) => row.wamid)).size).toBe(8);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(["accepted"]));
    expect(rows.every((row) => row.acceptedAt !== null && row.attempts === 1)).toBe(true);
  });

  test("two runs at once post every row once", async ({ expect }) => {
    const { ctx } = await planted(12);
    const meta = withMeta(ctx, async (_body, nth) => {
      await scheduler.wait(20);
      return accepted(`wamid.${nth}`);
    });
    await Promise.all([sendOutbox(meta.ctx), sendOutbox(meta.ctx), sendOutbox(meta.ctx)]);
    expect(new Set(meta.posts.map((post) => post.biz_opaque_callback_data)).size).toBe(12);
    expect(meta.posts).toHaveLength(12);
  });

  test("asks for its slots at the number's rate, ahead of campaigns", async ({ expect }) => {
    const { ctx, number } = await planted(8);
    await ctx.db.update(numbers).set({ throughputMps: 70 });
    const asked: SlotRequest[] = [];
    const takeSlots = (request: SlotRequest) => {
      asked.push(request);
      return ctx.session.takeSlots(request);
    };
    // Safe: the sender calls nothing else of the session.
    const session = { takeSlots } as unknown as SessionStub;
    const meta = withMeta({ ...ctx, session }, (_body, nth) => accepted(`wamid.${nth}`));
    await sendOutbox(meta.ctx);
    expect(meta.posts).toHaveLength(8);
    const lane = { numberId: number.id, limitMps: 70, lane: "interactive", paceMps: null };
    expect(asked).toEqual(asked.map(() => expect.objectContaining(lane)));
  });

  test("what was written first to a person arrives first", async ({ expect }) => {
    const { ctx, number, ids } = await planted(1);
    const [first] = await ctx.db.query.messages.findMany();
    if (first === undefined) throw new Error("planted one");
    const second = newId("message");
    await ctx.db
      .insert(messages)
      .values(aMessageRow({ id: second, numberId: number.id, contactId: first.contactId }));
    const open: string[] = [];
    const meta = withMeta(ctx, async (body, nth) => {
      open.push(`start ${body.biz_opaque_callback_data}`);
      await scheduler.wait(30);
      open.push(`end ${body.biz_opaque_callback_data}`);
      return accepted(`wamid.${nth}`);
    });
    await Promise.all([sendOutbox(meta.ctx), sendOutbox(meta.ctx)]);
    await sendOutbox(meta.ctx);
    expect(open).toEqual([`start ${ids[0]}`, `end ${ids[0]}`, `start ${second}`, `end ${second}`]);
  });

  test("a lost response leaves `unknown`, is never posted again, and a status resolves it", async ({
    expect,
  }) => {
    const { ctx, ids } = await planted(1);
    const meta = withMeta(ctx, () => {
      throw new Error("connection lost");
    });
    await sendOutbox(meta.ctx);
    await sweepOutbox(meta.ctx);
    await sendOutbox(meta.ctx);
    expect(meta.posts).toHaveLength(1);
    expect(await states(ctx)).toEqual(["unknown"]);
    expect(await eventTypes(ctx)).toEqual(["message.unknown"]);
    const [id] = ids;
    if (id === undefined) throw new Error("planted one");
    await ctx.db.$client.batch(
      applyFacts(ctx.db, [{ id, wamid: "wamid.late", sentAtMs: 5 }], Date.now()),
    );
    const [row] = await ctx.db.query.messages.findMany();
    expect([row?.state, row?.wamid]).toEqual(["sent", "wamid.late"]);
  });

  test("a server error without an envelope is `unknown`", async ({ expect }) => {
    const { ctx } = await planted(1);
    const meta = withMeta(ctx, () => new Response("bad gateway", { status: 502 }));
    await sendOutbox(meta.ctx);
    expect(await states(ctx)).toEqual(["unknown"]);
  });

  test("a run that dies between claim and record leaves `sending`, and the sweep calls it `unknown`", async ({
    expect,
  }) => {
    const { ctx, number } = await planted(1);
    const longAgo = Date.now() - 61_000;
    await ctx.db.$client.batch(
      claimStatements(ctx.db, pickOfNumber(number.id, 6), {
        token: "gone",
        nowMs: longAgo,
        campaigns: false,
      }),
    );
    const meta = withMeta(ctx, () => accepted("never"));
    await sendOutbox(meta.ctx);
    expect(await states(ctx)).toEqual(["sending"]);
    await sweepOutbox(meta.ctx);
    await sendOutbox(meta.ctx);
    expect(await states(ctx)).toEqual(["unknown"]);
    expect(meta.posts).toEqual([]);
    expect(await eventsOf(ctx)).toMatchObject([
      { type: "message.unknown", data: { reason: "claim_lost" } },
    ]);
  });

  test("an answer that cannot be recorded leaves the row `sending`: it is never posted again", async ({
    expect,
  }) => {
    const { ctx } = await planted(1);
    const meta = withMeta(ctx, async () => {
      await ctx.db.$client.exec("ALTER TABLE events RENAME TO events_gone");
      return accepted("wamid.1", { held: true });
    });
    await expect(sendOutbox(meta.ctx)).rejects.toThrow();
    await ctx.db.$client.exec("ALTER TABLE events_gone RENAME TO events");
    await sendOutbox(meta.ctx);
    expect(await states(ctx)).toEqual(["sending"]);
    expect(meta.posts).toHaveLength(1);
  });

  test("too fast: the row goes back, the number slows down, and the next try is sent", async ({
    expect,
  }) => {
    const { ctx } = await planted(1);
    const meta = withMeta(ctx, (_body, nth) => (nth === 1 ? refused(130429) : accepted("wamid.2")));
    expect(await sendOutbox(meta.ctx)).toEqual({ type: "retry", afterSeconds: 1 });
    expect(await states(ctx)).toEqual(["queued"]);
    await sendOutbox({ ...meta.ctx, nowMs: () => Date.now() + 1_000 });
    expect(await states(ctx)).toEqual(["accepted"]);
    expect(meta.posts).toHaveLength(2);
  });

  test("a refused message fails with a remedy", async ({ expect }) => {
    const { ctx } = await planted(1);
    const meta = withMeta(ctx, () => refused(131026));
    await sendOutbox(meta.ctx);
    const [row] = await ctx.db.query.messages.findMany();
    expect(row?.state).toBe("failed");
    expect(await eventsOf(ctx)).toMatchObject([
      {
        type: "message.failed",
        data: { error: { code: "meta_131026", meta_code: 131026, retryable: false } },
      },
    ]);
  });

  test.for([
    [190, "needs_reauth", { reason: "meta_190" }],
    [131031, "restricted", { reason: "meta_131031", until: null }],
  ] as const)(
    "a number that Meta refuses with %i stops, and it is told once",
    async ([code, status, data], { expect }) => {
      const { ctx, number } = await planted(2);
      const meta = withMeta(ctx, () => refused(code, 401));
      await sendOutbox(meta.ctx);
      const kept = await ctx.db.query.numbers.findFirst();
      expect([kept?.id, kept?.status]).toEqual([number.id, status]);
      const told = (await eventsOf(ctx)).filter(({ type }) => type.startsWith("number."));
      expect(told).toEqual([expect.objectContaining({ type: `number.${status}` })]);
      expect(told[0]?.data).toMatchObject(data);
    },
  );

  test("a withdrawal between queue and claim skips a marketing message", async ({ expect }) => {
    const { ctx } = await planted(1, { purpose: "marketing" });
    await ctx.db.update(contacts).set({ marketing: "withdrawn" });
    const meta = withMeta(ctx, () => accepted("never"));
    await sendOutbox(meta.ctx);
    const [row] = await ctx.db.query.messages.findMany();
    expect([row?.state, row?.skipReason]).toEqual(["skipped", "consent_withdrawn"]);
    expect(meta.posts).toEqual([]);
  });

  test("a person whom Meta knows under another number is next written to there", async ({
    expect,
  }) => {
    const { ctx } = await planted(1);
    const meta = withMeta(ctx, () => accepted("wamid.1", { waId: "5511987654321" }));
    await sendOutbox(meta.ctx);
    expect((await ctx.db.query.contacts.findFirst())?.waId).toBe("5511987654321");
  });

  test("a paused number's messages wait, and hold up nobody else's", async ({ expect }) => {
    const { ctx } = await planted(2);
    await ctx.db.update(numbers).set({ status: "paused" });
    const meta = withMeta(ctx, () => accepted("never"));
    expect(await sendOutbox(meta.ctx)).toEqual({ type: "done" });
    expect(await states(ctx)).toEqual(["queued", "queued"]);
  });

  test.for([
    ["whose turn it is", WAITING_NUMBERS.replaceAll("?1", "'[]'")],
    ["what to claim", pickOfNumber(newId("number"), 6).sql.replaceAll(/\?[34]/g, "1")],
  ] as const)(
    "looks only at open rows for %s, however many messages there are",
    async (of, { expect }) => {
      const { ctx } = await planted(1);
      const plan = await ctx.db.$client
        .prepare(`EXPLAIN QUERY PLAN ${of[1].replaceAll("?2", "1")}`)
        .all<{ detail: string }>();
      const scans = plan.results.map(({ detail }) => detail).filter((d) => d.includes("messages"));
      expect(scans.length).toBeGreaterThan(0);
      expect(scans.every((detail) => detail.includes("messages_open"))).toBe(true);
    },
  );

  test("a number that cannot be used holds up nobody else's messages", async ({ expect }) => {
    const { ctx, number } = await planted(8);
    const other = aNumberRow({ kind: "cloud", tokenSealed: "unreadable" });
    await ctx.db.insert(numbers).values(other);
    await ctx.db.update(messages).set({ numberId: other.id });
    const contact = aContactRow({ phone: "+34600119999" });
    await ctx.db.insert(contacts).values(contact);
    const last = aMessageRow({ id: newId("message"), numberId: number.id, contactId: contact.id });
    await ctx.db.insert(messages).values(last);
    const meta = withMeta(ctx, (_body, nth) => accepted(`wamid.${nth}`));
    expect(await sendOutbox(meta.ctx)).toEqual({ type: "retry", afterSeconds: 30 });
    expect(meta.posts.map((post) => post.biz_opaque_callback_data)).toEqual([last.id]);
  });

  test("a number that rests holds up nobody else's messages, and is tried again when it may", async ({
    expect,
  }) => {
    const { ctx, number } = await planted(1);
    const other = aNumberRow();
    await ctx.db.insert(numbers).values(other);
    const contact = aContactRow({ phone: "+34600119999" });
    await ctx.db.insert(contacts).values(contact);
    const last = aMessageRow({ id: newId("message"), numberId: other.id, contactId: contact.id });
    await ctx.db.insert(messages).values(last);
    await ctx.session.slowDown(number.id, 25_000);
    const meta = withMeta(ctx, (_body, nth) => accepted(`wamid.${nth}`));
    const ended = await sendOutbox(meta.ctx);
    expect(meta.posts.map((post) => post.biz_opaque_callback_data)).toEqual([last.id]);
    expect((await states(ctx)).toSorted()).toEqual(["accepted", "queued"]);
    expect(ended).toMatchObject({ type: "retry" });
    if (ended.type === "retry") expect(ended.afterSeconds).toBeLessThanOrEqual(25);
  });
});
