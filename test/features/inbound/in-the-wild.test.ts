/** What Meta was seen to send and its documents do not lead one to expect, each by its name. */
import { describe, test } from "vitest";

import { contacts, identities, messages, templates } from "#db/tenant/schema";
import type { InboundChangePage } from "#features/inbound/schemas";
import type { MessageView } from "#features/messages/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { templateChange } from "../../fixtures/webhooks/each-change.ts";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliver,
  deliverAndDrain,
  envelope,
  metaId,
} from "../../fixtures/webhooks/meta-webhook.ts";

const PHONE = "34600111222";
const USER = "ES.1000000000000001";
const PARENT = "ES.ENT.5000000000000001";

async function aWorkspace() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const send = (value: object, field?: string) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, value, field)));
  const states = async () =>
    (await call<InboundChangePage>(tenant, "GET /inbound-changes")).body.data.map(
      ({ state }) => state,
    );
  /** A message of ours that Meta took, to a contact whose phone leads to them. */
  const aSent = async () => {
    const contact = aContactRow();
    const row = aMessageRow({
      numberId: number.id,
      contactId: contact.id,
      state: "accepted",
      wamid: `wamid.${newId("event")}`,
    });
    await ctx.db.batch([
      ctx.db.insert(contacts).values(contact),
      ctx.db
        .insert(identities)
        .values({ value: PHONE, kind: "phone", contactId: contact.id, createdAt: 1 }),
      ctx.db.insert(messages).values(row),
    ]);
    return { contact, row };
  };
  return { tenant, ctx, number, send, states, aSent };
}

describe("in the wild", () => {
  test("texts of groups are kept raw, and are nobody's messages", async ({ expect }) => {
    const { ctx, send, states } = await aWorkspace();
    await send({ messages: [aText({ group_id: "HBgLMTY1MDM4Nzk0MzkVAgASGBQz" }), aText()] });
    expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
    expect(await states()).toEqual(["stored"]);
  });

  test.for([
    ["from", { messages: [aText({ from: `+${PHONE}` })] }],
    [
      "wa_id",
      {
        contacts: [{ wa_id: `+${PHONE}`, profile: { name: "Noa" } }],
        messages: [aText({ from: undefined })],
      },
    ],
  ] as const)(
    "a plus before the digits of %s is no part of them",
    async ([, value], { expect }) => {
      const { ctx, send, states } = await aWorkspace();
      await send(value);
      await send({ messages: [aText()] });
      expect(await ctx.db.query.contacts.findMany()).toMatchObject([
        { phone: `+${PHONE}`, waId: PHONE },
      ]);
      expect(await ctx.db.query.messages.findMany()).toHaveLength(2);
      expect(await states()).toEqual(["applied", "applied"]);
    },
  );

  test("a profile without the plus is that of a sender with it", async ({ expect }) => {
    const { ctx, send } = await aWorkspace();
    await send({
      contacts: [
        { wa_id: PHONE, profile: { name: "Noa" } },
        { wa_id: "34600999888", profile: { name: "Uma" } },
      ],
      messages: [aText({ from: `+${PHONE}` })],
    });
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([{ name: "Noa" }]);
  });

  test("a body of another object is ours as far as it names our number, and let go otherwise", async ({
    expect,
  }) => {
    const { ctx, number, states } = await aWorkspace();
    const text = change(number, { messages: [aText()] });
    await deliverAndDrain(ctx, { ...envelope(number.wabaId, text), object: "whatsapp" });
    expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
    expect(await states()).toEqual(["applied"]);
    const page = { object: "page", entry: [{ id: metaId(), changes: [{ field: "feed" }] }] };
    expect((await deliver(page)).status).toBe(200);
  });

  test("a parent user id leads to its person, by whom it was told", async ({ expect }) => {
    const { tenant, ctx, send } = await aWorkspace();
    const who = { from: undefined, from_parent_user_id: PARENT };
    await send({ messages: [aText({ ...who, from_user_id: USER })] });
    await send({ contacts: [{ parent_user_id: PARENT, user_id: USER }], messages: [aText(who)] });
    const people = await ctx.db.query.contacts.findMany();
    expect(people).toMatchObject([{ bsuid: USER }]);
    const { body } = await call<{ data: object[] }>(
      tenant,
      `GET /contacts/${people[0]?.id}/identities`,
    );
    expect(body.data).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: "parent_bsuid", value: PARENT })]),
    );
    expect(await ctx.db.query.messages.findMany()).toHaveLength(2);
  });

  test("the conversation of a status is kept with its end, whatever status tells it", async ({
    expect,
  }) => {
    const { tenant, send, aSent } = await aWorkspace();
    const { row } = await aSent();
    const conversation = { id: "6ceb9d92", origin: { type: "referral_conversion" } };
    const status = (name: string, own: object) =>
      send({ statuses: [aStatus({ id: row.wamid, status: name, conversation: own })] });
    await status("delivered", conversation);
    await status("sent", { ...conversation, expiration_timestamp: "1790086400" });
    const { body } = await call<MessageView>(tenant, `GET /messages/${row.id}`);
    expect(body.meta_conversation).toEqual({
      id: "6ceb9d92",
      origin: "referral_conversion",
      expires_at: new Date(1_790_086_400_000).toISOString(),
    });
  });

  test("the user ids of a recipient lead to the contact from then on", async ({ expect }) => {
    const { tenant, ctx, send, aSent } = await aWorkspace();
    const { contact, row } = await aSent();
    await send({
      statuses: [
        aStatus({ id: row.wamid, recipient_user_id: USER, recipient_parent_user_id: PARENT }),
      ],
    });
    expect((await call(tenant, `GET /contacts/bsuid:${USER}`)).body["id"]).toBe(contact.id);
    await send({ messages: [aText({ from: undefined, from_user_id: USER })] });
    expect(await ctx.db.query.contacts.findMany()).toHaveLength(1);
  });

  test("a new category alone is what the template has from now on", async ({ expect }) => {
    const { tenant, ctx, number, states } = await aWorkspace();
    const template = { metaTemplateId: metaId(), name: "offer" };
    await ctx.db.insert(templates).values({
      id: newId("template"),
      wabaId: number.wabaId,
      numberId: number.id,
      ...template,
      language: "en",
      category: "UTILITY",
      parameterFormat: "POSITIONAL",
      components: [],
      status: "approved",
      createdAt: 1,
      updatedAt: 1,
    });
    const alone = templateChange(
      template,
      { new_category: "MARKETING" },
      "template_category_update",
    );
    await deliverAndDrain(ctx, envelope(number.wabaId, alone));
    const { body } = await call<{ data: object[] }>(tenant, "GET /templates");
    expect(body.data).toMatchObject([{ category: "MARKETING" }]);
    expect(await states()).toEqual(["applied"]);
  });
});
