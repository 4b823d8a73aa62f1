import { describe, test } from "vitest";

import { messages } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook";

const PHONE = "34600111222";
const NEW_PHONE = "34600999888";
const USER = "ES.1000000000000001";
const NEW_USER = "ES.2000000000000002";

async function aWorkspace() {
  const t = await aTenant();
  const { ctx } = t;
  const number = await aConnectedNumber(ctx);
  const deliver = (value: object, field?: string) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, value, field)));
  /** A message of a person; a missing `from` is a withheld phone. */
  const says = (body: string, who: object, own: object = {}) =>
    deliver({ messages: [aText({ from: undefined, text: { body }, ...who, ...own })] });
  const make = async (body: object) => {
    const { body: made } = await call(t, "POST /contacts", body);
    return String(made["id"]) as ReturnType<typeof newId<"contact">>;
  };
  const grant = (id: string) =>
    call(t, `POST /contacts/${id}/consents`, {
      purpose: "marketing",
      action: "grant",
      method: "form",
      statement: "I agree",
    });
  /** Where each contact, or who it is by now, stands. */
  const states = async () => {
    const rows = await ctx.db.query.contacts.findMany();
    const whom = rows.map((row) => rows.find(({ id }) => id === row.mergedInto) ?? row);
    return Object.fromEntries(rows.map(({ id }, i) => [id, whom[i]?.marketing]));
  };
  /** A message of ours to the contact, with Meta's id. */
  const aSent = async (contactId: ReturnType<typeof newId<"contact">>) => {
    const wamid = `wamid.${newId("event")}`;
    const row = aMessageRow({ numberId: number.id, contactId, state: "accepted", wamid });
    await ctx.db.insert(messages).values(row);
    return wamid;
  };
  const idOf = async (selector: string) => (await call(t, `GET /contacts/${selector}`)).body["id"];
  return { t, deliver, says, make, grant, states, aSent, idOf };
}

describe("a STOP", () => {
  test("from a phone and a user id of two contacts stops both, and START lifts both", async ({
    expect,
  }) => {
    const { says, make, grant, states } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}` });
    const byUser = await make({ bsuid: USER });
    await grant(byPhone);
    await grant(byUser);
    const who = { from: PHONE, from_user_id: USER };
    await says("stop", who, { timestamp: secondsAgo(60) });
    expect(await states()).toEqual({ [byPhone]: "withdrawn", [byUser]: "withdrawn" });
    await says("start", who, { timestamp: secondsAgo(30) });
    expect(await states()).toEqual({ [byPhone]: "granted", [byUser]: "granted" });
  });

  test("by one of two contacts reaches the other as soon as both prove to be one", async ({
    expect,
  }) => {
    const { says, make, grant, states } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}` });
    const byUser = await make({ bsuid: USER });
    await grant(byUser);
    await says("stop", { from: PHONE }, { timestamp: secondsAgo(60) });
    expect((await states())[byUser]).toBe("granted");
    await says("hello", { from: PHONE, from_user_id: USER });
    expect(await states()).toEqual({ [byPhone]: "withdrawn", [byUser]: "withdrawn" });
    expect((await grant(byUser)).status).toBe(409);
  });

  test("by user id alone stops whom a status named by both", async ({ expect }) => {
    const { deliver, says, make, grant, states, aSent } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    await grant(id);
    const wamid = await aSent(id);
    await deliver({
      statuses: [
        aStatus({ id: wamid, status: "delivered", recipient_id: PHONE, recipient_user_id: USER }),
      ],
    });
    await says("stop", { from_user_id: USER });
    expect(await states()).toEqual({ [id]: "withdrawn" });
  });

  test("of the other stops both, when a status says that the recipient is both", async ({
    expect,
  }) => {
    const { deliver, says, make, grant, states, aSent } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}` });
    const byUser = await make({ bsuid: USER });
    await grant(byPhone);
    const wamid = await aSent(byPhone);
    await says("stop", { from_user_id: USER }, { timestamp: secondsAgo(60) });
    expect((await states())[byPhone]).toBe("granted");
    await deliver({
      statuses: [aStatus({ id: wamid, recipient_id: PHONE, recipient_user_id: USER })],
    });
    expect(await states()).toEqual({ [byPhone]: "withdrawn", [byUser]: "withdrawn" });
  });

  test("from an unknown id that answers our message is that of whom we wrote to", async ({
    expect,
  }) => {
    const { says, make, grant, states, aSent, idOf } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    await grant(id);
    const wamid = await aSent(id);
    await says("stop", { from_user_id: USER }, { context: { from: "1", id: wamid } });
    expect(await states()).toEqual({ [id]: "withdrawn" });
    expect(await idOf(`bsuid:${USER}`)).toBe(id);
  });

  test("that answers a message to one contact, from the id of another, stops both", async ({
    expect,
  }) => {
    const { says, make, grant, states, aSent } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    const other = await make({ bsuid: USER });
    await grant(id);
    await grant(other);
    const wamid = await aSent(id);
    await says("stop", { from_user_id: USER }, { context: { from: "1", id: wamid } });
    expect(await states()).toEqual({ [id]: "withdrawn", [other]: "withdrawn" });
  });

  test("from an id that a lost contact had withdrawn under is theirs from the first word", async ({
    expect,
  }) => {
    const { t, says, make, states } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    await says("stop", { from: PHONE }, { timestamp: secondsAgo(60) });
    await call(t, `PATCH /contacts/${id}`, { phone: `+${NEW_PHONE}` });
    await says("hello", { from: PHONE, from_user_id: USER });
    expect(Object.values(await states())).toEqual(["withdrawn", "withdrawn"]);
    expect(await t.ctx.db.query.withdrawnIdentities.findMany()).toEqual([]);
  });
});

describe("a person who moves", () => {
  const changedNumber = { type: "user_changed_number", body: "moved", wa_id: NEW_PHONE };
  const system = (own: object) => ({ type: "system", text: undefined, system: own });

  test("to another number takes consent and history along", async ({ expect }) => {
    const { t, says, make, grant, states, idOf } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    await grant(id);
    await says("", { from: PHONE }, system(changedNumber));
    expect(await idOf(encodeURIComponent(`+${NEW_PHONE}`))).toBe(id);
    expect((await call(t, `GET /contacts/${encodeURIComponent(`+${PHONE}`)}`)).status).toBe(404);
    expect(await states()).toEqual({ [id]: "granted" });
    await says("stop", { from: NEW_PHONE });
    expect(await states()).toEqual({ [id]: "withdrawn" });
    expect((await t.ctx.db.query.messages.findMany()).map((row) => row.contactId)).toEqual([
      id,
      id,
    ]);
  });

  test("after a STOP has withdrawn under both numbers", async ({ expect }) => {
    const { says, make, states } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    await says("stop", { from: PHONE }, { timestamp: secondsAgo(60) });
    await says("", { from: PHONE }, system(changedNumber));
    const second = await make({ phone: `+${PHONE}` });
    expect(await states()).toEqual({ [id]: "withdrawn", [second]: "withdrawn" });
  });

  test("to a number that is another contact's makes the strictest consent that of both", async ({
    expect,
  }) => {
    const { says, make, grant, states } = await aWorkspace();
    const id = await make({ phone: `+${PHONE}` });
    const other = await make({ phone: `+${NEW_PHONE}` });
    await grant(other);
    await says("stop", { from: PHONE }, { timestamp: secondsAgo(60) });
    await says("", { from: PHONE }, system(changedNumber));
    expect(await states()).toEqual({ [id]: "withdrawn", [other]: "withdrawn" });
  });

  test.for([
    [
      "by a message",
      {
        messages: [
          aText({
            from: undefined,
            ...system({
              type: "user_changed_user_id",
              user_id: NEW_USER,
              previous_user_id: USER,
            }),
          }),
        ],
      },
      "messages",
    ],
    [
      "by a field",
      { user_id_update: [{ detail: "x", user_id: { previous: USER, current: NEW_USER } }] },
      "user_id_update",
    ],
  ] as const)("to another user id is told %s", async ([, value, field], { expect }) => {
    const { deliver, says, make, states, idOf } = await aWorkspace();
    const id = await make({ bsuid: USER });
    await deliver(value, field);
    expect(await idOf(`bsuid:${NEW_USER}`)).toBe(id);
    await says("stop", { from_user_id: NEW_USER });
    expect(await states()).toEqual({ [id]: "withdrawn" });
  });
});
