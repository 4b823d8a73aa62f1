import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, test } from "vitest";

import { contacts, identities, messages } from "#db/tenant/schema";
import { applyMail } from "#features/inbound/apply-mail";
import { handleMetaWebhook, sweepInbound, sweepSpill } from "#features/inbound/index";
import { readDrained } from "#features/inbound/listed-change";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { withClient } from "../../fixtures/client.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliver,
  deliverAndDrain,
  drain,
  envelope,
  mailIn,
  secondsAgo,
  sign,
  type ConnectedNumber,
} from "../../fixtures/webhooks/meta-webhook.ts";

async function aConnectedTenant(): Promise<{ ctx: ScopedContext; number: ConnectedNumber }> {
  const { ctx } = await aTenant();
  return { ctx, number: await aConnectedNumber(ctx) };
}

/** Mail as a lease hands it out. */
const aMail = (seq: number, inner: object) => ({
  seq,
  receivedAtMs: Date.now(),
  body: JSON.stringify({ entry_id: "1", time: null, change: inner }),
  r2Key: null,
});

/** The deployment with parts that fail. Safe: what is not replaced is the real one. */
const envWith = (parts: object): Env => ({ ...env, ...parts }) as unknown as Env;

describe("a message", () => {
  test("becomes a row, a contact, a conversation and events", async ({ expect }) => {
    const { ctx, number } = await aConnectedTenant();
    const text = aText();
    const profile = { profile: { name: "Noa", username: "noa.z" }, wa_id: text.from };
    await deliverAndDrain(
      ctx,
      envelope(number.wabaId, change(number, { contacts: [profile], messages: [text] })),
    );
    const contact = await ctx.db.query.contacts.findFirst();
    expect(contact).toMatchObject({
      phone: "+34600111222",
      waId: "34600111222",
      name: "Noa",
      username: "noa.z",
      marketing: "unknown",
    });
    const message = await ctx.db.query.messages.findFirst();
    expect(message).toMatchObject({
      direction: "inbound",
      state: "received",
      numberId: number.id,
      contactId: contact?.id,
      content: { body: "hello" },
      wamid: text.id,
      receivedAt: Number(text.timestamp) * 1000,
    });
    expect(await ctx.db.query.conversations.findMany()).toMatchObject([
      {
        id: message?.conversationId,
        unread: 1,
        lastMessageId: message?.id,
        lastInboundAt: message?.receivedAt,
      },
    ]);
    expect(await eventTypes(ctx)).toEqual([
      "contact.created",
      "conversation.created",
      "message.received",
    ]);
  });

  test("delivered 100 times at once is stored once and counted once", async ({ expect }) => {
    const { ctx, number } = await aConnectedTenant();
    const body = envelope(number.wabaId, change(number, { messages: [aText()] }));
    const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(body)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    await drain(ctx);
    expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
    expect(await ctx.db.query.conversations.findMany()).toMatchObject([{ unread: 1 }]);
  });

  test("of a known contact writes 6 rows, and again writes none", async ({ expect }) => {
    const { ctx, number } = await aConnectedTenant();
    await applyMail(ctx, [aMail(1, change(number, { messages: [aText()] }))]);
    const next = change(number, { messages: [aText()] });
    expect(await rowsWritten(ctx, (on) => applyMail(on, [aMail(2, next)]))).toBe(6);
    expect(await rowsWritten(ctx, (on) => applyMail(on, [aMail(3, next)]))).toBe(0);
  });

  test("without a phone is its user id's, and the phone joins when it comes", async ({
    expect,
  }) => {
    const { ctx, number } = await aConnectedTenant();
    const { from: _from, ...hidden } = aText({ from_user_id: "ES.8120" });
    const shown = aText({ from_user_id: "ES.8120" });
    for (const message of [hidden, shown, aText()])
      await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [message] })));
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([
      { bsuid: "ES.8120", phone: "+34600111222", waId: "34600111222" },
    ]);
    expect(await ctx.db.query.conversations.findMany()).toMatchObject([{ unread: 3 }]);
  });

  test.for([
    ["+5511987654321", "551187654321"],
    ["+5215512345678", "525512345678"],
    ["+5491123456789", "541123456789"],
  ] as const)(
    "from %s's other spelling %s meets the contact",
    async ([phone, from], { expect }) => {
      const { ctx, number } = await aConnectedTenant();
      const send = (message: object) =>
        deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [message] })));
      await send(aText({ from: phone.slice(1) }));
      await send(aText({ from }));
      expect(await ctx.db.query.contacts.findMany()).toMatchObject([{ phone, waId: from }]);
    },
  );

  test("with STOP withdraws marketing in the write that stores it, START grants again", async ({
    expect,
  }) => {
    const { ctx, number } = await aConnectedTenant();
    const send = (message: object) =>
      deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [message] })));
    await send(aText({ timestamp: secondsAgo(60), text: { body: " ¡STOP! " } }));
    const stop = await ctx.db.query.messages.findFirst();
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([
      { marketing: "withdrawn", marketingByPerson: true },
    ]);
    expect(await ctx.db.query.consents.findMany()).toMatchObject([
      { action: "withdraw", method: "keyword", byPerson: true, messageId: stop?.id },
    ]);
    const rows = await ctx.db.query.events.findMany();
    expect(rows.at(-1)?.body).toMatch(/message\.received.*consent\.withdrawn/);
    await send(aText({ text: { body: "Start" } }));
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([{ marketing: "granted" }]);
    expect((await ctx.db.query.consents.findMany()).at(-1)).toMatchObject({
      action: "grant",
      byPerson: true,
      statement: "Start",
    });
  });
});

describe("a status", () => {
  async function aSentMessage(overrides: Partial<typeof messages.$inferInsert> = {}) {
    const { ctx, number } = await aConnectedTenant();
    const contact = aContactRow();
    const row = aMessageRow({
      numberId: number.id,
      contactId: contact.id,
      state: "accepted",
      wamid: `wamid.${newId("event")}`,
      acceptedAt: Date.now() - 60_000,
      ...overrides,
    });
    await ctx.db.batch([
      ctx.db.insert(contacts).values(contact),
      ctx.db
        .insert(identities)
        .values({ value: "34600111222", kind: "phone", contactId: contact.id, createdAt: 1 }),
      ctx.db.insert(messages).values(row),
    ]);
    const send = (...statuses: readonly object[]) =>
      deliverAndDrain(ctx, envelope(number.wabaId, change(number, { statuses })));
    const state = async () => (await ctx.db.query.messages.findFirst())?.state;
    return { ctx, row, contact, number, send, state };
  }

  test("never moves a message back, and a handset's proof overrules a failure", async ({
    expect,
  }) => {
    const { row, send, state } = await aSentMessage();
    const failed = { errors: [{ code: 131026, title: "Undeliverable" }] };
    await send(aStatus({ id: row.wamid, status: "failed", ...failed }));
    expect(await state()).toBe("failed");
    await send(aStatus({ id: row.wamid, status: "read" }));
    await send(aStatus({ id: row.wamid, status: "sent" }));
    await send(aStatus({ id: row.wamid, status: "delivered" }));
    expect(await state()).toBe("read");
  });

  test("with our id resolves a message whose answer was lost", async ({ expect }) => {
    const { ctx, row, send } = await aSentMessage({ state: "unknown", wamid: null });
    const status = aStatus({ biz_opaque_callback_data: row.id, status: "delivered" });
    await send(status);
    const after = await ctx.db.query.messages.findFirst();
    expect(after).toMatchObject({ state: "delivered", wamid: status.id });
    expect(await ctx.db.query.conversations.findMany()).toMatchObject([
      { id: after?.conversationId, lastInboundAt: null, unread: 0 },
    ]);
  });

  test("written twice changes and tells nothing more", async ({ expect }) => {
    const { ctx, row, send } = await aSentMessage();
    const status = aStatus({ id: row.wamid });
    await send(status, status);
    await send(status);
    expect(await eventTypes(ctx)).toEqual(["message.sent"]);
  });

  test("of a marketing refusal withdraws marketing", async ({ expect }) => {
    const { ctx, row, send } = await aSentMessage();
    const errors = [{ code: 131050, title: "User has stopped marketing" }];
    await send(aStatus({ id: row.wamid, status: "failed", errors }));
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([
      { marketing: "withdrawn", marketingByPerson: true },
    ]);
  });

  test("with an id of ours that is not here is parked, and touches no other workspace", async ({
    expect,
  }) => {
    const theirs = await aSentMessage();
    const { ctx, number } = await aConnectedTenant();
    const status = aStatus({ biz_opaque_callback_data: theirs.row.id });
    await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { statuses: [status] })));
    expect(await ctx.db.query.orphanStatuses.findMany()).toMatchObject([
      { messageId: theirs.row.id, status: "sent" },
    ]);
    expect(await theirs.state()).toBe("accepted");
  });

  test("with our id, but another number or another id of Meta, changes nothing", async ({
    expect,
  }) => {
    const { ctx, row, contact, number, send, state } = await aSentMessage();
    const other = await aConnectedNumber(ctx);
    const failed = {
      biz_opaque_callback_data: row.id,
      status: "failed",
      errors: [{ code: 131050, title: "User has stopped marketing" }],
    };
    await send(aStatus(failed));
    const foreign = change(other, { statuses: [aStatus({ ...failed, id: row.wamid })] });
    await deliverAndDrain(ctx, envelope(other.wabaId, foreign));
    expect(await state()).toBe("accepted");
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([
      { id: contact.id, marketing: contact.marketing },
    ]);
    expect(await ctx.db.query.orphanStatuses.findMany()).toEqual([]);
    expect(number.id).not.toBe(other.id);
  });

  test("of a message that nobody here sent is only listed", async ({ expect }) => {
    const { ctx, number } = await aConnectedTenant();
    await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { statuses: [aStatus()] })));
    expect(await ctx.db.query.orphanStatuses.findMany()).toEqual([]);
    expect(await eventTypes(ctx)).toEqual(["inbound.stored"]);
  });
});

test("a preference to stop withdraws, also of a person nobody knew; to resume is no consent", async ({
  expect,
}) => {
  const { ctx, number } = await aConnectedTenant();
  const prefer = (value: string, wa_id: string) =>
    change(
      number,
      { user_preferences: [{ wa_id, category: "marketing_messages", value, timestamp: 1 }] },
      "user_preferences",
    );
  const body = envelope(
    number.wabaId,
    prefer("stop", "34600555001"),
    prefer("resume", "346005550"),
  );
  await deliverAndDrain(ctx, body);
  await deliverAndDrain(ctx, body);
  expect(await ctx.db.query.contacts.findMany()).toMatchObject([
    { waId: "34600555001", marketing: "withdrawn", marketingByPerson: true },
  ]);
  expect(await ctx.db.query.consents.findMany()).toHaveLength(1);
});

test("two entries of three changes of fifty items reach each its own workspace", async ({
  expect,
}) => {
  const [one, two] = [await aConnectedTenant(), await aConnectedTenant()];
  const changeOf = ({ number }: { number: ConnectedNumber }, n: number) =>
    change(number, {
      messages: Array.from({ length: 50 }, (_, i) => aText({ from: `346001${n}00${10 + i}` })),
    });
  const body = {
    object: "whatsapp_business_account",
    entry: [
      { id: one.number.wabaId, changes: [changeOf(one, 1), changeOf(two, 2), changeOf(one, 3)] },
      { id: two.number.wabaId, changes: [changeOf(two, 4), changeOf(two, 5), changeOf(one, 6)] },
    ],
  };
  expect((await deliver(body)).status).toBe(200);
  for (const { ctx, number } of [one, two]) {
    await drain(ctx);
    const stored = await ctx.db.query.messages.findMany();
    expect(stored).toHaveLength(150);
    expect(new Set(stored.map((m) => m.numberId))).toEqual(new Set([number.id]));
  }
});

test("one odd item never stops its neighbours", async ({ expect }) => {
  const { ctx, number } = await aConnectedTenant();
  const deep: unknown = JSON.parse(`${"[".repeat(60)}${"]".repeat(60)}`);
  const items = [null, 7, "x", [], {}, { id: {} }, { ...aText(), from: deep }, aText()];
  const body = envelope(number.wabaId, change(number, { messages: items, statuses: items }));
  await deliverAndDrain(ctx, body);
  expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
});

test("mail that another drain has applied is not applied again, and what came after is", async ({
  expect,
}) => {
  const { ctx, number } = await aConnectedTenant();
  const mail = [1, 2, 3].map((seq) => aMail(seq, change(number, { messages: [aText()] })));
  // A drain that read before the first wrote: it knows no message yet.
  const blind = { ...ctx, db: blindTo(ctx, "messages m ON m.wamid") };
  expect((await applyMail(ctx, mail.slice(0, 2))).upToSeq).toBe(2);
  expect((await applyMail(blind, mail)).upToSeq).toBe(2);
  expect(await ctx.db.query.conversations.findMany()).toMatchObject([{ unread: 2 }]);
  expect((await applyMail(blind, mail.slice(2))).upToSeq).toBe(3);
  expect(await ctx.db.query.conversations.findMany()).toMatchObject([{ unread: 3 }]);
});

test("of two drains that read at the same time one is applied, and both list the same", async ({
  expect,
}) => {
  const { ctx, number } = await aConnectedTenant();
  const mail = [1, 2].map((seq) => aMail(seq, change(number, { messages: [aText()] })));
  const first = await applyMail(ctx, mail);
  // It read before the first wrote, and finds out when it writes.
  let reads = 0;
  const late = withClient(ctx.db, {
    prepare: (sql) =>
      ctx.db.$client.prepare(
        sql.startsWith("SELECT drained") && reads++ === 0 ? "SELECT 0 AS drained" : sql,
      ),
  });
  const blind = { ...ctx, db: blindTo({ db: late }, "messages m ON m.wamid") };
  const second = await applyMail(blind, mail);
  expect(reads).toBe(2);
  expect(await ctx.db.query.messages.findMany()).toHaveLength(2);
  expect(await ctx.db.query.conversations.findMany()).toMatchObject([{ unread: 2 }]);
  const listed = async (applied: typeof first) =>
    (await Promise.all(applied.drained.map(({ changes }) => readDrained(changes))))
      .flat()
      .map(({ seq, received_at: at, sha256 }) => [seq, at, sha256]);
  expect(await listed(second)).toEqual(await listed(first));
});

test("a status that comes before its message is applied when the message is there", async ({
  expect,
}) => {
  const { ctx, number } = await aConnectedTenant();
  const contact = aContactRow();
  const row = aMessageRow({ numberId: number.id, contactId: contact.id, state: "unknown" });
  const status = (name: string) => aStatus({ biz_opaque_callback_data: row.id, status: name });
  const statuses = [status("sent"), status("delivered")];
  await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { statuses })));
  await sweepInbound(ctx);
  expect(await ctx.db.query.orphanStatuses.findMany()).toHaveLength(2);
  await ctx.db.batch([
    ctx.db.insert(contacts).values(contact),
    ctx.db.insert(messages).values(row),
  ]);
  await Promise.all([sweepInbound(ctx), sweepInbound(ctx)]);
  expect(await ctx.db.query.messages.findMany()).toMatchObject([
    { state: "delivered", sentAt: expect.any(Number), deliveredAt: expect.any(Number) },
  ]);
  expect(await ctx.db.query.orphanStatuses.findMany()).toEqual([]);
  const told = (await eventTypes(ctx)).filter((type) => type.startsWith("message."));
  expect(told.toSorted()).toEqual(["message.delivered", "message.sent"]);
});

/** The database as it was before anything with that text could be found. */
const blindTo = ({ db }: Pick<ScopedContext, "db">, text: string) =>
  withClient(db, {
    prepare: (sql) => db.$client.prepare(sql.includes(text) ? `${sql} AND 1 = 0` : sql),
  });

describe("the spill", () => {
  const request = async (body: object) => {
    const text = JSON.stringify(body);
    const headers = { "x-hub-signature-256": await sign(text) };
    return new Request("https://waqtor.test/webhooks/meta", {
      method: "POST",
      headers,
      body: text,
    });
  };
  const broken = () => {
    throw new Error("cannot be reached");
  };
  /** What was spilled of a number; other tests may have let something spill, too. */
  const spilledOf = async ({ phoneNumberId }: ConnectedNumber) => {
    const { objects } = await env.MEDIA.list({ prefix: "spill/" });
    const bodies = await Promise.all(
      objects.map(async ({ key }) => (await env.MEDIA.get(key))?.text()),
    );
    return bodies.filter((body) => body?.includes(phoneNumberId));
  };
  const noSession = envWith({ TENANT_SESSION: { getByName: broken } });

  test("keeps a webhook that the mailbox cannot take, and delivers it later", async ({
    expect,
  }) => {
    const { ctx, number } = await aConnectedTenant();
    const body = envelope(number.wabaId, change(number, { messages: [aText()] }));
    expect((await handleMetaWebhook(await request(body), noSession)).status).toBe(200);
    expect(await mailIn(ctx)).toBe(0);
    await sweepSpill(noSession);
    expect(await spilledOf(number)).toHaveLength(1);
    await sweepSpill(env);
    expect(await spilledOf(number)).toEqual([]);
    await drain(ctx);
    expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
  });

  test("that fails too is told to Meta, who delivers again", async ({ expect }) => {
    const { number } = await aConnectedTenant();
    const nothing = envWith({ TENANT_SESSION: { getByName: broken }, MEDIA: { put: broken } });
    const body = envelope(number.wabaId, change(number, { messages: [aText()] }));
    const response = await handleMetaWebhook(await request(body), nothing);
    expect(response.status).toBe(503);
  });
});

test("any order, repetition and cutting of webhooks ends alike", async ({ expect }) => {
  const endOf = async (arrange: (parts: object[]) => object[][]) => {
    const { ctx, number } = await aConnectedTenant();
    const contact = aContactRow({ phone: "+34600999000", marketing: "granted" });
    const sent = aMessageRow({
      numberId: number.id,
      contactId: contact.id,
      state: "accepted",
      wamid: `wamid.sent-${number.phoneNumberId}`,
      acceptedAt: 1,
    });
    await ctx.db.batch([
      ctx.db.insert(contacts).values(contact),
      ctx.db
        .insert(identities)
        .values({ value: "34600999000", kind: "phone", contactId: contact.id, createdAt: 1 }),
      ctx.db.insert(messages).values(sent),
    ]);
    const id = (n: number) => `wamid.in-${n}-${number.phoneNumberId}`;
    const message = (n: number, body: string, from = "34600111222") =>
      change(number, {
        contacts: [{ wa_id: from, user_id: `ES.${from}` }],
        messages: [
          aText({ id: id(n), from, timestamp: String(1_790_000_000 + n), text: { body } }),
        ],
      });
    const recipient = { recipient_id: "34600999000", recipient_user_id: "ES.34600999000" };
    const status = (n: number, name: string) =>
      change(number, {
        statuses: [
          aStatus({
            id: sent.wamid,
            status: name,
            timestamp: String(1_790_000_100 + n),
            ...recipient,
          }),
        ],
      });
    const parts = [
      message(1, "one"),
      message(2, "two"),
      message(3, "stop", "34600111333"),
      message(4, "four", "34600111333"),
      status(1, "sent"),
      status(2, "delivered"),
      status(3, "read"),
      status(4, "failed"),
      change(number, { n: 1 }, "security"),
    ];
    for (const webhook of arrange(parts)) {
      expect((await deliver(envelope(number.wabaId, ...webhook))).status).toBe(200);
      if (webhook.length % 2 === 0) await drain(ctx);
    }
    await drain(ctx);
    return stateOf(ctx, number);
  };
  const expected = await endOf((parts) => [parts]);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...Array(9).keys()], { minLength: 9 }),
      fc.array(fc.nat(8), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 15, maxLength: 15 }),
      async (order, repeats, cuts) => {
        const actual = await endOf((parts) => {
          const list = [...order, ...repeats].flatMap((i) => parts[i] ?? []);
          const webhooks: object[][] = [];
          for (const cut of cuts) if (list.length > 0) webhooks.push(list.splice(0, cut));
          return webhooks;
        });
        expect(actual).toEqual(expected);
      },
    ),
    { numRuns: 8 },
  );
});

/** Everything that an observer may tell, without ids, which are made anew. */
async function stateOf(ctx: ScopedContext, number: ConnectedNumber) {
  const people = await ctx.db.query.contacts.findMany();
  const nameOf = new Map(people.map((c) => [c.id as string, c.phone]));
  const stored = await ctx.db.query.messages.findMany();
  const wamidOf = new Map(stored.map((m) => [m.id as string, m.wamid]));
  const common = (text: string | null) => text?.replaceAll(number.phoneNumberId, "N");
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  return {
    contacts: sorted(people.map((c) => ({ ...pick(c, ["phone", "waId", "bsuid", "marketing"]) }))),
    messages: sorted(
      stored.map((m) => ({
        ...pick(m, ["type", "content", "state", "sentAt", "deliveredAt", "readAt", "failedAt"]),
        wamid: common(m.wamid),
        contact: nameOf.get(m.contactId),
        receivedAt: m.receivedAt,
      })),
    ),
    conversations: sorted(
      (await ctx.db.query.conversations.findMany()).map((v) => ({
        ...pick(v, ["unread", "lastAt", "lastInboundAt", "status"]),
        contact: nameOf.get(v.contactId),
        last: common(wamidOf.get(v.lastMessageId ?? "") ?? null),
      })),
    ),
    consents: sorted(
      (await ctx.db.query.consents.findMany()).map((c) => ({
        ...pick(c, ["action", "state", "byPerson"]),
        contact: nameOf.get(c.contactId),
      })),
    ),
    events: (await eventTypes(ctx)).toSorted(),
  };
}

const pick = <T extends object, K extends keyof T>(row: T, keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, row[key]]));
