import { describe, test } from "vitest";

import { messages, numbers } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const PHONE = "34600111222";
const NEW_PHONE = "34600999888";
const USER = "ES.1000000000000001";
const OTHER = "ES.2000000000000002";

/** A person who granted marketing, known by a phone and a user id. */
async function aPerson() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const deliver = (value: object, on = number) =>
    deliverAndDrain(ctx, envelope(on.wabaId, change(on, value)));
  const says = (userId: string | undefined, ago: number, own: object = {}) =>
    deliver({
      messages: [aText({ from: PHONE, from_user_id: userId, timestamp: secondsAgo(ago), ...own })],
    });
  const find = async (selector: string) =>
    (await call(tenant, `GET /contacts/${encodeURIComponent(selector)}`)).body;
  await says(USER, 90);
  const id = String((await find(`bsuid:${USER}`))["id"]);
  const granted = await call(tenant, `POST /contacts/${id}/consents`, {
    purpose: "marketing",
    action: "grant",
    method: "form",
    statement: "I agree",
  });
  if (granted.status !== 201) throw new Error("the grant was refused");
  return { tenant, ctx, number, deliver, says, find, id };
}

describe("the phone of a person, with a user id that nobody announced", () => {
  test("is another person's by now, who has agreed to nothing", async ({ expect }) => {
    const { ctx, says, find, id } = await aPerson();
    await says(OTHER, 30);
    const next = await find(`+${PHONE}`);
    expect(next).toMatchObject({
      bsuid: OTHER,
      phone: `+${PHONE}`,
      wa_id: PHONE,
      consents: { marketing: "unknown" },
    });
    expect(next["id"]).not.toBe(id);
    expect(await find(`bsuid:${USER}`)).toMatchObject({
      id,
      phone: null,
      wa_id: null,
      consents: { marketing: "granted" },
    });
    const rows = await ctx.db.query.messages.findMany();
    expect(rows.map(({ contactId }) => contactId)).toEqual([id, next["id"]]);
  });

  test("stays with whose word is the newest, in whatever order their words come", async ({
    expect,
  }) => {
    const { says, find, id } = await aPerson();
    await says(OTHER, 120);
    expect(await find(`+${PHONE}`)).toMatchObject({ id });
    expect(await find(`bsuid:${OTHER}`)).toMatchObject({ phone: null });
    await says(OTHER, 20);
    expect(await find(`+${PHONE}`)).toMatchObject({ bsuid: OTHER });
    await says(USER, 60);
    expect(await find(`+${PHONE}`)).toMatchObject({ bsuid: OTHER });
    expect(await find(`bsuid:${USER}`)).toMatchObject({ id, phone: null });
  });

  test("carries a withdrawal along, and no grant", async ({ expect }) => {
    const { says, find } = await aPerson();
    await says(USER, 60, { text: { body: "stop" } });
    await says(OTHER, 30);
    expect(await find(`+${PHONE}`)).toMatchObject({
      bsuid: OTHER,
      consents: { marketing: "withdrawn" },
    });
    await says(OTHER, 20, { text: { body: "start" } });
    expect(await find(`+${PHONE}`)).toMatchObject({ consents: { marketing: "granted" } });
    expect(await find(`bsuid:${USER}`)).toMatchObject({ consents: { marketing: "withdrawn" } });
  });

  test("is theirs in the same webhook too", async ({ expect }) => {
    const { deliver, find, id } = await aPerson();
    const text = (userId: string, ago: number) =>
      aText({ from: PHONE, from_user_id: userId, timestamp: secondsAgo(ago) });
    await deliver({ messages: [text(OTHER, 40), text(USER, 35), text(OTHER, 30)] });
    expect(await find(`+${PHONE}`)).toMatchObject({ bsuid: OTHER });
    expect(await find(`bsuid:${USER}`)).toMatchObject({ id, phone: null });
  });

  test("in a status is nothing that the contact is known by", async ({ expect }) => {
    const { tenant, ctx, number, deliver, find, id } = await aPerson();
    const wamid = `wamid.${newId("event")}`;
    const contactId = (await ctx.db.query.contacts.findFirst())?.id ?? newId("contact");
    const of = { numberId: number.id, contactId, state: "accepted" as const, wamid };
    await ctx.db.insert(messages).values(aMessageRow(of));
    await deliver({
      statuses: [aStatus({ id: wamid, recipient_id: PHONE, recipient_user_id: OTHER })],
    });
    expect((await call(tenant, `GET /contacts/bsuid:${OTHER}`)).status).toBe(404);
    expect(await find(`bsuid:${USER}`)).toMatchObject({ id });
  });

  test("is the same person's where accounts may be of several portfolios", async ({ expect }) => {
    const { ctx, deliver, find, id } = await aPerson();
    const second = await aConnectedNumber(ctx);
    const text = aText({ from: PHONE, from_user_id: OTHER, timestamp: secondsAgo(30) });
    await deliver({ messages: [text] }, second);
    expect(await find(`bsuid:${OTHER}`)).toMatchObject({ id, phone: `+${PHONE}` });
    await ctx.db.update(numbers).set({ portfolioId: "1" });
    const third = "ES.3000000000000003";
    await deliver({ messages: [{ ...text, id: "wamid.third", from_user_id: third }] }, second);
    expect((await find(`bsuid:${third}`))["id"]).not.toBe(id);
  });
});

describe("a move that Meta announces", () => {
  const announced = (own: object) =>
    aText({
      from: PHONE,
      text: undefined,
      type: "system",
      timestamp: secondsAgo(50),
      system: { body: "changed", user_id: OTHER, previous_user_id: USER, ...own },
    });

  test("to another user id takes consent and history along", async ({ expect }) => {
    const { deliver, says, find, id } = await aPerson();
    await deliver({ messages: [announced({ type: "user_changed_user_id" })] });
    await says(OTHER, 30);
    expect(await find(`+${PHONE}`)).toMatchObject({
      id,
      bsuid: OTHER,
      consents: { marketing: "granted" },
    });
  });

  test.for([
    ["after", false],
    ["before", true],
  ] as const)(
    "to another number and user id %s the person writes from there leaves one contact",
    async ([, isLate], { expect }) => {
      const { tenant, deliver, says, find, id } = await aPerson();
      const moved = () =>
        deliver({ messages: [announced({ type: "user_changed_number", wa_id: NEW_PHONE })] });
      if (!isLate) await moved();
      await says(OTHER, 30, { from: NEW_PHONE });
      if (isLate) await moved();
      expect(await find(`+${NEW_PHONE}`)).toMatchObject({
        id,
        phone: `+${NEW_PHONE}`,
        wa_id: NEW_PHONE,
        bsuid: OTHER,
        consents: { marketing: "granted" },
      });
      expect((await call(tenant, `GET /contacts/%2B${PHONE}`)).status).toBe(404);
      expect((await call(tenant, `GET /contacts/bsuid:${USER}`)).status).toBe(404);
    },
  );

  test("to somebody else's number takes that from them, and nothing of their consent", async ({
    expect,
  }) => {
    const { deliver, says, find, id } = await aPerson();
    const third = "ES.3000000000000003";
    await says(third, 80, { from: NEW_PHONE, text: { body: "stop" } });
    await says(third, 70, { from: NEW_PHONE, text: { body: "start" } });
    await deliver({ messages: [announced({ type: "user_changed_number", wa_id: NEW_PHONE })] });
    expect(await find(`+${NEW_PHONE}`)).toMatchObject({ id, bsuid: OTHER });
    expect(await find(`bsuid:${third}`)).toMatchObject({
      phone: null,
      consents: { marketing: "granted" },
    });
  });
});
