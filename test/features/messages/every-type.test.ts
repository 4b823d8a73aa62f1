import { describe, test } from "vitest";

import { contacts, conversations, messages } from "#db/tenant/schema";
import { sendOutbox } from "#features/messages/send-outbox";
import { newId } from "#platform/ids";

import { aMessageRow } from "../../fixtures/message-rows";
import { takes, withMeta } from "../../fixtures/meta";
import { inbox, queue, send, stored, text, type Json } from "./inbox";

const link = { link: "https://shop.example/a.jpg" };
const body = { text: "Which?" };

const CONTENTS: readonly (readonly [type: string, content: unknown])[] = [
  ["text", { body: "hello", preview_url: true }],
  ["image", { ...link, caption: "A" }],
  ["video", { id: "1013859600285441" }],
  ["document", { ...link, filename: "a.pdf" }],
  ["audio", { id: "1", voice: true }],
  ["sticker", { id: "1" }],
  ["location", { latitude: "37.4", longitude: -122.1, name: "A" }],
  ["contacts", [{ name: { formatted_name: "Ana S", first_name: "Ana" } }]],
  ["interactive", { type: "request_contact_info", body, action: { name: "request_contact_info" } }],
  ["interactive", { type: "location_request_message", body, action: { name: "send_location" } }],
  [
    "interactive",
    {
      type: "button",
      body,
      action: { buttons: [{ type: "reply", reply: { id: "a", title: "A" } }] },
    },
  ],
];

const PASTED = { messaging_product: "whatsapp", recipient_type: "individual" };

describe("a message of each type", () => {
  test.for(CONTENTS)(
    "is taken in Meta's shape, and shown: %s",
    async ([type, content], { expect }) => {
      const { tenant, ctx, contact, conversationId } = await inbox();
      const sent = await send(tenant, { ...PASTED, to: contact.id, type, [type]: content });
      expect([sent.status, sent.body]).toMatchObject([202, { type, content, purpose: "service" }]);
      const row = await ctx.db.query.conversations.findFirst();
      expect([row?.id, row?.lastMessageId]).toEqual([conversationId, sent.body["id"]]);
    },
  );

  test.for(CONTENTS)("is posted as it is: %s", async ([type, content], { expect }) => {
    const { ctx, contact } = await inbox();
    const { id } = await queue(ctx, { to: contact.id, [type]: content });
    const meta = withMeta(ctx, takes);
    await sendOutbox(meta.ctx);
    expect(meta.posts).toEqual([
      { ...PASTED, to: contact.phone, type, [type]: content, biz_opaque_callback_data: id },
    ]);
  });

  test.for(CONTENTS)("needs an open window: %s", async ([type, content], { expect }) => {
    const { tenant, ctx, contact } = await inbox();
    await ctx.db.update(conversations).set({ lastInboundAt: Date.now() - 86_400_001 });
    const sent = await send(tenant, { to: contact.id, [type]: content });
    expect([sent.status, sent.body["code"]]).toEqual([422, "window_closed"]);
  });

  test("reaches a person who is known by a user id alone", async ({ expect }) => {
    const { ctx, contact } = await inbox();
    await ctx.db.update(contacts).set({ phone: null, bsuid: "US.1349" });
    const ask = { type: "request_contact_info", body, action: { name: "request_contact_info" } };
    await queue(ctx, { to: contact.id, interactive: ask });
    const meta = withMeta(ctx, takes);
    await sendOutbox(meta.ctx);
    expect(meta.posts).toMatchObject([{ recipient: "US.1349", interactive: ask }]);
    expect(meta.posts[0]).not.toHaveProperty("to");
  });
});

describe("a reaction", () => {
  async function spokenIn(over: Partial<typeof messages.$inferInsert> = {}) {
    const at = await inbox();
    const target = aMessageRow({
      contactId: at.contact.id,
      numberId: at.number.id,
      conversationId: at.conversationId,
      direction: "inbound",
      state: "received",
      wamid: `wamid.${newId("event")}`,
      createdAt: Date.now(),
      ...over,
    });
    await at.ctx.db.insert(messages).values(target);
    const react = (id: string, more: Json = {}) =>
      send(at.tenant, { to: at.contact.id, reaction: { message_id: id, emoji: "👍" }, ...more });
    return { ...at, target, react };
  }

  test("goes to the message by Meta's id, however it was named", async ({ expect }) => {
    const { target, react, ctx, contact } = await spokenIn();
    const reaction = { message_id: target.wamid, emoji: "👍" };
    const sent = await react(target.id);
    expect([sent.status, sent.body["content"]]).toEqual([202, reaction]);
    const named = { to: contact.id, reaction };
    expect(await queue(ctx, named)).toMatchObject({ content: reaction });
  });

  test("is posted with Meta's id of the message", async ({ expect }) => {
    const { target, ctx, contact } = await spokenIn();
    const meta = withMeta(ctx, takes);
    await queue(ctx, { to: contact.id, reaction: { message_id: target.id, emoji: "" } });
    await sendOutbox(meta.ctx);
    expect(meta.posts).toMatchObject([{ reaction: { message_id: target.wamid, emoji: "" } }]);
  });

  test("goes to a message of whoever was merged into the person", async ({ expect }) => {
    const { target, react, ctx, contact } = await spokenIn();
    const gone = newId("contact");
    await ctx.db
      .insert(contacts)
      .values({ ...contact, id: gone, phone: null, mergedInto: contact.id });
    await ctx.db.update(messages).set({ contactId: gone });
    expect((await react(target.id)).status).toBe(202);
  });

  const REFUSED: readonly (readonly [
    string,
    number,
    string,
    Partial<typeof messages.$inferInsert>,
  ])[] = [
    ["of another person", 404, "not_found", { contactId: newId("contact") }],
    ["on another number", 404, "not_found", { numberId: newId("number") }],
    ["that Meta has no id for yet", 404, "not_found", { wamid: null }],
    ["that is a reaction", 400, "target_is_reaction", { type: "reaction" }],
    ["that was taken back", 400, "target_deleted", { revokedAt: 1 }],
    ["of 31 days ago", 400, "target_too_old", { receivedAt: Date.now() - 31 * 86_400_000 }],
  ];
  test.for(REFUSED)("is refused to a message %s", async ([, status, code, over], { expect }) => {
    const { target, react, ctx } = await spokenIn(over);
    const sent = await react(target.id);
    expect([sent.status, sent.body.errors]).toMatchObject([
      status,
      [{ pointer: "/reaction/message_id", code }],
    ]);
    expect(await stored(ctx)).toBe(1);
  });

  test("is refused to a message that is not here, and answers to none", async ({ expect }) => {
    const { target, react } = await spokenIn();
    for (const id of [newId("message"), "wamid.x", "x"]) expect((await react(id)).status).toBe(404);
    const quoting = await react(target.id, { context: { message_id: target.id } });
    expect([quoting.status, quoting.body.errors]).toMatchObject([
      400,
      [{ pointer: "/context", code: "context_not_allowed" }],
    ]);
  });
});

const PAYMENTS = ["order_details", "order_status"];
test.for(PAYMENTS)("payments are not sent: %s", async (type, { expect }) => {
  const { tenant, ctx, contact } = await inbox();
  const sent = await send(tenant, { to: contact.id, interactive: { type, body, action: {} } });
  expect([sent.status, sent.body["code"]]).toEqual([422, "unsupported_type"]);
  expect(sent.body.errors?.[0]?.pointer).toBe("/interactive/type");
  expect(await stored(ctx)).toBe(0);
});

test("a medium of ours that is not there is told by its place; a quote of Meta's is left to Meta", async ({
  expect,
}) => {
  const { tenant, contact } = await inbox();
  const own = newId("message").replace("msg_", "med_");
  const header = { type: "video", video: { id: own } };
  const button = { type: "button", header, body };
  const action = { buttons: [{ type: "reply", reply: { id: "a", title: "A" } }] };
  const sent = await send(tenant, { to: contact.id, interactive: { ...button, action } });
  expect([sent.status, sent.body.errors?.[0]?.pointer]).toEqual([
    404,
    "/interactive/header/video/id",
  ]);
  const quoted = await send(tenant, text(contact.id, { context: { message_id: "wamid.of-meta" } }));
  expect([quoted.status, quoted.body["context"]]).toMatchObject([
    202,
    { wamid: "wamid.of-meta", message_id: null },
  ]);
});
