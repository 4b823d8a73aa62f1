import { conversationIdOf } from "#core/conversation/conversation-id";
import { contacts, conversations, identities, numbers, templates } from "#db/tenant/schema";
import { sendMessage } from "#features/messages/send-message";
import { SendMessageBody } from "#features/messages/send-schemas";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call";
import { aContactRow, aConversationRow, aNumberRow } from "../../fixtures/message-rows";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

export type Json = Record<string, unknown>;

/** A tenant with a number, and a person who wrote to it just now. */
export async function inbox(over: Partial<typeof contacts.$inferInsert> = {}) {
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

export const text = (to: string, more: Json = {}): Json => ({
  to,
  text: { body: "hello" },
  ...more,
});
/** Send as the tenant; the same key again is the same message. */
export const send = (tenant: TenantFixture, body: Json, key?: string) =>
  call(tenant, "POST /messages", body, aKey(key));
export const stored = async (ctx: ScopedContext) => (await ctx.db.query.messages.findMany()).length;

export async function aTemplate(
  ctx: ScopedContext,
  over: Partial<typeof templates.$inferInsert> = {},
) {
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
export const template = (to: string, more: Json = {}): Json => ({
  to,
  type: "template",
  template: {
    name: "order_shipped",
    language: { code: "en_US" },
    components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
  },
  ...more,
});

/** Queue a message whose sender is not rung: the test itself is the only run. */
export const queue = (ctx: ScopedContext, body: Json) =>
  sendMessage({ ...ctx, enqueue: async () => undefined }, SendMessageBody.parse(body));
