import { describe, test } from "vitest";

import { conversations, messages } from "#db/tenant/schema";

import { call } from "../../fixtures/call";
import { aTemplate, inbox, send, stored, template, text } from "./inbox";

describe("POST /v1/messages", () => {
  test("takes a text over and shows it in its conversation", async ({ expect }) => {
    const { tenant, ctx, number, contact, conversationId } = await inbox();
    const { status, body } = await send(
      tenant,
      text("+34 600 111 222", {
        client_ref: "a-1",
        metadata: { order: 7 },
        messaging_product: "whatsapp",
        recipient_type: "individual",
      }),
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({
      direction: "outbound",
      number_id: number.id,
      contact_id: contact.id,
      conversation_id: conversationId,
      campaign_id: null,
      sent_by: { kind: "api_key", id: expect.stringMatching(/^key_/) },
      type: "text",
      content: { body: "hello" },
      status: "queued",
      client_ref: "a-1",
      metadata: { order: 7 },
      purpose: "service",
      error: null,
    });
    const row = await ctx.db.query.conversations.findFirst();
    expect(row?.lastMessageId).toBe(body["id"]);
    expect(row?.unread).toBe(1);
    const log = await ctx.db.query.events.findMany();
    expect(log.map((e) => e.body).join()).toContain("message.queued");
    expect((await ctx.db.query.auditLogs.findMany())[0]?.action).toBe("message.send");
  });

  test.for([
    ["con", (id: string) => id],
    ["phone", () => "phone:+34600111222"],
    ["digits", () => "+34600111222"],
  ] as const)("finds the person by %s", async ([, to], { expect }) => {
    const { tenant, contact } = await inbox();
    const { status, body } = await send(tenant, text(to(contact.id)));
    expect([status, body["contact_id"]]).toEqual([202, contact.id]);
  });

  test("an unknown phone becomes a contact once, however many sends race", async ({ expect }) => {
    const { tenant, ctx } = await inbox();
    await aTemplate(ctx);
    const sent = await Promise.all([1, 2, 3].map(() => send(tenant, template("+34611000111"))));
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(sent.map(({ body }) => body["contact_id"])).size).toBe(1);
    expect(await ctx.db.query.contacts.findMany()).toHaveLength(2);
  });

  test("the same key answers the first answer and sends once", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    const first = await send(tenant, text(contact.id), "key-1");
    const second = await send(tenant, text(contact.id), "key-1");
    expect(second.status).toBe(202);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await stored(ctx)).toBe(1);
    const other = await send(tenant, text(contact.id, { client_ref: "x" }), "key-1");
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
  });

  test("needs an idempotency key", async ({ expect }) => {
    const { tenant, contact } = await inbox();
    const { status, body } = await call(tenant, "POST /messages", text(contact.id));
    expect([status, body["code"]]).toEqual([400, "idempotency_key_required"]);
  });

  test("a template needs no window; a utility one is transactional", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    await aTemplate(ctx);
    await ctx.db.update(conversations).set({ lastInboundAt: null });
    const { status, body } = await send(tenant, template(contact.id));
    expect([status, body["purpose"], body["type"]]).toEqual([202, "transactional", "template"]);
  });

  test("answers to a message by our id or by Meta's", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    // Put off: else the queue sends it meanwhile, and writes over what is set here.
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const first = await send(tenant, text(contact.id, { send_at: later }));
    await ctx.db.update(messages).set({ wamid: "wamid.first", state: "sent" });
    const id = String(first.body["id"]);
    for (const quoted of [id, "wamid.first"]) {
      const context = { message_id: quoted };
      const reply = await send(tenant, text(contact.id, { context, send_at: later }));
      const row = await ctx.db.query.messages.findFirst({
        where: (m, { eq }) => eq(m.id, reply.body["id"] as typeof m.id._.data),
      });
      expect(row?.contextWamid).toBe("wamid.first");
      const { body } = await call(tenant, `GET /messages/${String(reply.body["id"])}`);
      expect(body["context"]).toMatchObject({ message_id: id, wamid: "wamid.first" });
      expect(reply.body["context"]).toEqual(body["context"]);
    }
  });

  test("a unique reference is taken once, even by two at the same time", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    const body = text(contact.id, { client_ref: "order-1", client_ref_unique: true });
    const answers = await Promise.all([send(tenant, body), send(tenant, body)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 409]));
    expect(answers.find(({ status }) => status === 409)?.body["code"]).toBe("duplicate_client_ref");
    expect(await stored(ctx)).toBe(1);
  });

  test("another workspace's contact, number and message do not exist", async ({ expect }) => {
    const mine = await inbox();
    const other = await inbox();
    const byContact = await send(mine.tenant, text(other.contact.id));
    const byNumber = await send(mine.tenant, text(mine.contact.id, { from: other.number.id }));
    const sent = await send(other.tenant, text(other.contact.id));
    const read = await call(mine.tenant, `GET /messages/${String(sent.body["id"])}`);
    expect([byContact.status, byNumber.status, read.status]).toEqual([404, 404, 404]);
  });
});
