import { test } from "vitest";

import { contacts, conversations, numbers } from "#db/tenant/schema";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aNumberRow } from "../../fixtures/message-rows";
import { aTemplate, inbox, send, stored, template, text, type Json } from "./inbox";

const REFUSED: readonly {
  name: string;
  code: string;
  status: number;
  pointer?: string;
  body: (to: string) => Json;
  before?: (ctx: ScopedContext) => Promise<unknown>;
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
    name: "a suppressed person whose window is closed as well",
    code: "recipient_suppressed",
    status: 422,
    pointer: "/to",
    body: text,
    before: async (ctx) => {
      await ctx.db.update(contacts).set({ suppressed: true });
      await ctx.db.update(conversations).set({ lastInboundAt: null });
    },
  },
  {
    name: "a blocked person",
    code: "recipient_suppressed",
    status: 422,
    pointer: "/to",
    body: text,
    before: (ctx) => ctx.db.update(contacts).set({ blocked: true }),
  },
  {
    name: "a person whom nothing leads to",
    code: "phone_required",
    status: 422,
    pointer: "/to",
    body: text,
    before: (ctx) => ctx.db.update(contacts).set({ phone: null }),
  },
  {
    name: "a paused number",
    code: "number_paused",
    status: 409,
    body: text,
    before: (ctx) => ctx.db.update(numbers).set({ status: "paused" }),
  },
  {
    name: "a number that Meta restricted",
    code: "number_paused",
    status: 409,
    body: text,
    before: (ctx) => ctx.db.update(numbers).set({ status: "restricted" }),
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
    name: "a group",
    code: "unsupported_type",
    status: 422,
    pointer: "/recipient_type",
    body: (to) => text(to, { recipient_type: "group" }),
  },
  {
    name: "a type that cannot be sent",
    code: "unsupported_type",
    status: 422,
    pointer: "/type",
    body: (to) => text(to, { type: "poll" }),
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
    pointer: "/send_after",
    body: (to) => text(to, { send_after: "2030-01-01T00:00:00Z" }),
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
    name: "a utility template that is sent as marketing, without a grant",
    code: "consent_required",
    status: 422,
    pointer: "/to",
    body: (to) => template(to, { purpose: "marketing" }),
    before: async (ctx) => {
      await aTemplate(ctx);
      await ctx.db.update(contacts).set({ marketing: "withdrawn" });
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
test.for(REFUSED)("refuses $name", async ({ code, status, pointer, body, before }, { expect }) => {
  const { tenant, ctx, contact } = await inbox();
  await before?.(ctx);
  const answer = await send(tenant, body(contact.id));
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  if (pointer !== undefined) expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  expect(await stored(ctx)).toBe(0);
  expect(await ctx.db.query.contacts.findMany()).toHaveLength(1);
});
