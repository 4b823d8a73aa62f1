import { exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import {
  contacts,
  conversations,
  identities,
  messages,
  numbers,
  templates,
} from "#db/tenant/schema";
import type { TenantContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aContactRow, aConversationRow, aNumberRow } from "../../fixtures/message-rows";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

type Json = Record<string, unknown>;

async function call(
  tenant: TenantFixture,
  method: string,
  path: string,
  { body, key }: { body?: Json; key?: string } = {},
) {
  const response = await exports.default.fetch(`https://waqtor.test/v1${path}`, {
    method,
    headers: {
      ...tenant.headers,
      ...(method === "POST" ? { "idempotency-key": key ?? crypto.randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === "" ? {} : JSON.parse(text)) as Json & { errors?: { pointer: string }[] },
  };
}

/** A tenant with a number (paused, so that nothing is sent) turned on at will, and a person whose window is open. */
async function inbox(over: Partial<typeof contacts.$inferInsert> = {}) {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = aNumberRow();
  const contact = aContactRow(over);
  await ctx.db.insert(numbers).values(number);
  await ctx.db.insert(contacts).values(contact);
  if (contact.phone)
    await ctx.db.insert(identities).values({
      value: contact.phone.slice(1),
      kind: "phone",
      contactId: contact.id,
      createdAt: 1,
    });
  const conversationId = conversationIdOf(contact.id, number.id);
  const of = { contactId: contact.id, numberId: number.id };
  await ctx.db.insert(conversations).values(aConversationRow(conversationId, of));
  return { tenant, ctx, number, contact, conversationId };
}

const text = (to: string, more: Json = {}): Json => ({ to, text: { body: "hello" }, ...more });
const send = (tenant: TenantFixture, body: Json, key?: string) =>
  call(tenant, "POST", "/messages", { body, ...(key === undefined ? {} : { key }) });
const stored = async (ctx: TenantContext) => (await ctx.db.query.messages.findMany()).length;

async function aTemplate(ctx: TenantContext, over: Partial<typeof templates.$inferInsert> = {}) {
  await ctx.db.insert(templates).values({
    id: newId("template"),
    wabaId: "1001",
    numberId: newId("number"),
    name: "order_shipped",
    language: "en_US",
    category: "UTILITY",
    parameterFormat: "POSITIONAL",
    components: [{ type: "BODY", text: "Hello {{1}}, it is on its way." }],
    status: "approved",
    createdAt: 1,
    updatedAt: 1,
    ...over,
  });
}
const template = (to: string, more: Json = {}): Json => ({
  to,
  type: "template",
  template: {
    name: "order_shipped",
    language: { code: "en_US" },
    components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
  },
  ...more,
});

describe("POST /v1/messages", () => {
  test("takes a text over and shows it in its conversation", async ({ expect }) => {
    const { tenant, ctx, number, contact, conversationId } = await inbox();
    const { status, body } = await send(
      tenant,
      text("+34 600 111 222", {
        client_ref: "a-1",
        metadata: { order: 7 },
        messaging_product: "whatsapp",
      }),
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({
      direction: "outbound",
      number_id: number.id,
      contact_id: contact.id,
      conversation_id: conversationId,
      campaign_id: null,
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
    const response = await exports.default.fetch("https://waqtor.test/v1/messages", {
      method: "POST",
      headers: tenant.headers,
      body: JSON.stringify(text(contact.id)),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "idempotency_key_required" });
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
    const first = await send(tenant, text(contact.id));
    await ctx.db.update(messages).set({ wamid: "wamid.first", state: "sent" });
    const id = String(first.body["id"]);
    for (const quoted of [id, "wamid.first"]) {
      const reply = await send(tenant, text(contact.id, { context: { message_id: quoted } }));
      const row = await ctx.db.query.messages.findFirst({
        where: (m, { eq }) => eq(m.id, reply.body["id"] as typeof m.id._.data),
      });
      expect(row?.contextWamid).toBe("wamid.first");
    }
  });

  const REFUSED: readonly {
    name: string;
    code: string;
    status: number;
    pointer?: string;
    body: (to: string) => Json;
    before?: (ctx: TenantContext) => Promise<unknown>;
  }[] = [
    {
      name: "a closed window",
      code: "window_closed",
      status: 422,
      body: text,
      before: (ctx) => ctx.db.update(conversations).set({ lastInboundAt: Date.now() - 86_400_001 }),
    },
    {
      name: "a person who never wrote",
      code: "window_closed",
      status: 422,
      body: () => text("+34611000111"),
    },
    {
      name: "an unknown contact",
      code: "not_found",
      status: 404,
      pointer: "/to",
      body: () => text("ext:nobody"),
    },
    {
      name: "a phone with letters",
      code: "invalid_phone",
      status: 422,
      pointer: "/to",
      body: () => text("+3460011122O"),
    },
    {
      name: "a phone without country",
      code: "country_required",
      status: 422,
      pointer: "/to",
      body: () => text("600111222"),
    },
    {
      name: "a wrong user id",
      code: "invalid_user_id",
      status: 422,
      pointer: "/to",
      body: () => text("bsuid:us.1"),
    },
    {
      name: "the sender itself",
      code: "recipient_is_sender",
      status: 422,
      pointer: "/to",
      body: () => text("+1 555 010 0001"),
    },
    {
      name: "a suppressed person",
      code: "recipient_suppressed",
      status: 422,
      pointer: "/to",
      body: text,
      before: (ctx) => ctx.db.update(contacts).set({ suppressed: true }),
    },
    {
      name: "a paused number",
      code: "number_paused",
      status: 409,
      body: text,
      before: (ctx) => ctx.db.update(numbers).set({ status: "paused" }),
    },
    {
      name: "a number without a valid token",
      code: "number_needs_reauth",
      status: 409,
      body: text,
      before: (ctx) => ctx.db.update(numbers).set({ status: "needs_reauth" }),
    },
    {
      name: "an unknown number",
      code: "not_found",
      status: 404,
      pointer: "/from",
      body: (to) => text(to, { from: newId("number") }),
    },
    {
      name: "a choice of numbers",
      code: "invalid_request",
      status: 400,
      pointer: "/from",
      body: text,
      before: (ctx) => ctx.db.insert(numbers).values(aNumberRow({ phoneNumberId: "2002" })),
    },
    {
      name: "a type that cannot be sent",
      code: "unsupported_type",
      status: 422,
      pointer: "/image",
      body: (to) => ({ to, type: "image", image: { id: "1" } }),
    },
    {
      name: "no content",
      code: "invalid_request",
      status: 400,
      pointer: "/type",
      body: (to) => ({ to }),
    },
    {
      name: "two contents",
      code: "invalid_request",
      status: 400,
      pointer: "/type",
      body: (to) => ({ ...template(to), type: undefined, text: { body: "x" } }),
    },
    {
      name: "a type without its content",
      code: "invalid_request",
      status: 400,
      pointer: "/type",
      body: (to) => text(to, { type: "template" }),
    },
    {
      name: "our own member of Meta's body",
      code: "invalid_request",
      status: 400,
      pointer: "/biz_opaque_callback_data",
      body: (to) => text(to, { biz_opaque_callback_data: "x" }),
    },
    {
      name: "a member that is not known",
      code: "invalid_request",
      status: 400,
      pointer: "/send_at",
      body: (to) => text(to, { send_at: "2030-01-01T00:00:00Z" }),
    },
    {
      name: "an empty text",
      code: "invalid_request",
      status: 400,
      pointer: "/text/body",
      body: (to) => ({ to, text: { body: "  " } }),
    },
    {
      name: "a text that is too long",
      code: "invalid_request",
      status: 400,
      pointer: "/text/body",
      body: (to) => ({ to, text: { body: "x".repeat(4_097) } }),
    },
    {
      name: "a quoted message that is not there",
      code: "not_found",
      status: 404,
      pointer: "/context/message_id",
      body: (to) => text(to, { context: { message_id: newId("message") } }),
    },
    {
      name: "a template that is not there",
      code: "template_not_sendable",
      status: 422,
      pointer: "/template/name",
      body: template,
    },
    {
      name: "a template that is not approved",
      code: "template_not_sendable",
      status: 422,
      pointer: "/template/name",
      body: template,
      before: (ctx) => aTemplate(ctx, { status: "paused" }),
    },
    {
      name: "parameters that do not fit",
      code: "template_parameters",
      status: 422,
      body: (to) => ({ to, template: { name: "order_shipped", language: { code: "en_US" } } }),
      before: aTemplate,
    },
    {
      name: "another purpose than the template's",
      code: "purpose_mismatch",
      status: 422,
      pointer: "/purpose",
      body: (to) => template(to, { purpose: "transactional" }),
      before: (ctx) => aTemplate(ctx, { category: "MARKETING" }),
    },
    {
      name: "marketing without a grant",
      code: "consent_required",
      status: 422,
      pointer: "/to",
      body: template,
      before: async (ctx) => {
        await aTemplate(ctx, { category: "MARKETING" });
        await ctx.db.update(contacts).set({ marketing: "unknown" });
      },
    },
    {
      name: "an authentication code without a phone",
      code: "phone_required",
      status: 422,
      pointer: "/to",
      body: template,
      before: async (ctx) => {
        await aTemplate(ctx, { category: "AUTHENTICATION" });
        await ctx.db.update(contacts).set({ phone: null, bsuid: "US.1349" });
      },
    },
  ];
  test.for(REFUSED)(
    "refuses $name",
    async ({ code, status, pointer, body, before }, { expect }) => {
      const { tenant, ctx, contact } = await inbox();
      await before?.(ctx);
      const answer = await send(tenant, body(contact.id));
      expect([answer.status, answer.body["code"]]).toEqual([status, code]);
      if (pointer !== undefined) expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
      expect(await stored(ctx)).toBe(0);
      expect(await ctx.db.query.contacts.findMany()).toHaveLength(1);
    },
  );

  test("a unique reference is taken once, even by two at the same time", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    const body = text(contact.id, { client_ref: "order-1", client_ref_unique: true });
    const answers = await Promise.all([send(tenant, body), send(tenant, body)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    expect(answers.find(({ status }) => status === 409)?.body["code"]).toBe("duplicate_client_ref");
    expect(await stored(ctx)).toBe(1);
  });

  test("another workspace's contact, number and message do not exist", async ({ expect }) => {
    const mine = await inbox();
    const other = await inbox();
    const byContact = await send(mine.tenant, text(other.contact.id));
    const byNumber = await send(mine.tenant, text(mine.contact.id, { from: other.number.id }));
    const sent = await send(other.tenant, text(other.contact.id));
    const read = await call(mine.tenant, "GET", `/messages/${String(sent.body["id"])}`);
    expect([byContact.status, byNumber.status, read.status]).toEqual([404, 404, 404]);
  });
});
