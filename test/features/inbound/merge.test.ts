import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { messages } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { eventTypes } from "../../fixtures/events";
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
const USER = "ES.1000000000000001";
const OTHER_USER = "ES.2000000000000002";
const grant = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };

async function aWorkspace() {
  const t = await aTenant();
  const { ctx } = t;
  const number = await aConnectedNumber(ctx);
  const deliver = (value: object) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, value)));
  const says = (body: string, who: object, own: object = {}) =>
    deliver({ messages: [aText({ from: undefined, text: { body }, ...who, ...own })] });
  const get = async (selector: string) =>
    (await call(t, `GET /contacts/${encodeURIComponent(selector)}`)).body;
  const make = async (body: object) =>
    // Safe: a created contact has its id.
    (await call(t, "POST /contacts", body)).body["id"] as Id<"contact">;
  const merges = async () => (await ctx.db.query.contactMerges.findMany()).length;
  return { t, number, deliver, says, get, make, merges };
}

const both = { from: PHONE, from_user_id: USER };

describe("contacts that a message proves to be one person", () => {
  test("are merged: the one with the user id is left", async ({ expect }) => {
    const { t, says, get, make } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}`, name: "Ana", tags: ["vip"] });
    const byUser = await make({ bsuid: USER });
    await says("hello", both);
    const contact = await get(byPhone);
    expect(contact).toMatchObject({
      id: byUser,
      phone: `+${PHONE}`,
      bsuid: USER,
      name: "Ana",
      tags: ["vip"],
      merged: [{ contact_id: byPhone, cause: "identity" }],
    });
    expect(await get(`+${PHONE}`)).toEqual(contact);
    expect((await eventTypes(t.ctx)).filter((type) => type === "contact.merged")).toHaveLength(1);
  });

  test("are merged once, however often it is delivered", async ({ expect }) => {
    const { number, t, get, make, merges } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}` });
    const byUser = await make({ bsuid: USER });
    const value = { messages: [aText({ ...both, text: { body: "hello" } })] };
    const mail = envelope(number.wabaId, change(number, value));
    await deliverAndDrain(t.ctx, mail);
    await deliverAndDrain(t.ctx, mail);
    expect(await merges()).toBe(1);
    expect((await get(byPhone))["id"]).toBe(byUser);
    expect(await t.ctx.db.query.messages.findMany()).toHaveLength(1);
  });

  test("stay two when each has a user id: the phone has changed hands", async ({ expect }) => {
    const { says, get, make, merges } = await aWorkspace();
    const first = await make({ phone: `+${PHONE}`, bsuid: OTHER_USER });
    const second = await make({ bsuid: USER });
    await says("stop", both);
    expect(await merges()).toBe(0);
    for (const id of [first, second])
      expect(await get(id)).toMatchObject({ id, consents: { marketing: "withdrawn" } });
  });

  test("stay two when a status alone has told the user id of one", async ({ expect }) => {
    const { t, number, deliver, says, get, make, merges } = await aWorkspace();
    const first = await make({ phone: `+${PHONE}` });
    const wamid = `wamid.${newId("event")}`;
    const of = { numberId: number.id, contactId: first, state: "accepted" as const, wamid };
    await t.ctx.db.insert(messages).values(aMessageRow(of));
    await deliver({
      statuses: [aStatus({ id: wamid, recipient_id: PHONE, recipient_user_id: OTHER_USER })],
    });
    const second = await make({ bsuid: USER });
    await says("hello", both);
    expect(await merges()).toBe(0);
    expect((await get(first))["id"]).toBe(first);
    expect((await get(second))["id"]).toBe(second);
  });

  test("write in one thread from then on, and one START lifts their STOP", async ({ expect }) => {
    const { t, number, says, get, make } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}` });
    const byUser = await make({ bsuid: USER });
    await says("stop", { from: PHONE }, { timestamp: secondsAgo(90) });
    await says("hello", both, { timestamp: secondsAgo(80) });
    expect((await get(byUser))["consents"]).toEqual({ marketing: "withdrawn" });
    await says("start", { from: PHONE }, { timestamp: secondsAgo(70) });
    expect((await get(byPhone))["consents"]).toEqual({ marketing: "granted" });
    const thread = `GET /conversations/${conversationIdOf(byUser, number.id)}/messages` as const;
    expect((await call(t, thread)).body["data"]).toHaveLength(3);
    expect((await call(t, "GET /conversations")).body["data"]).toHaveLength(1);
  });

  test("lose a grant when the business had cleaned up the other", async ({ expect }) => {
    const { t, says, get, make } = await aWorkspace();
    const byPhone = await make({ phone: `+${PHONE}` });
    const byUser = await make({ bsuid: USER });
    await call(t, `POST /contacts/${byUser}/consents`, grant);
    await call(t, `POST /contacts/${byPhone}/consents`, {
      purpose: "marketing",
      action: "withdraw",
      method: "import",
    });
    await says("hello", both);
    expect((await get(byUser))["consents"]).toEqual({ marketing: "withdrawn" });
  });
});

describe("what is heard of a merged contact's old message", () => {
  async function aMerged() {
    const w = await aWorkspace();
    const byPhone = await w.make({ phone: `+${PHONE}` });
    const byUser = await w.make({ bsuid: USER });
    const wamid = `wamid.${newId("event")}`;
    const of = { numberId: w.number.id, contactId: byPhone, state: "accepted" as const, wamid };
    await w.t.ctx.db.insert(messages).values(aMessageRow(of));
    await w.says("hello", both);
    await call(w.t, `POST /contacts/${byUser}/consents`, grant);
    return { ...w, byPhone, byUser, wamid };
  }

  test("finds its row, and neither another person nor a second merge", async ({ expect }) => {
    const { t, deliver, get, byUser, wamid, merges } = await aMerged();
    await deliver({
      statuses: [
        aStatus({ id: wamid, status: "read", recipient_id: PHONE, recipient_user_id: USER }),
      ],
    });
    const rows = await t.ctx.db.query.messages.findMany();
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["read", "received"]);
    expect(await merges()).toBe(1);
    expect(await get(byUser)).toMatchObject({ consents: { marketing: "granted" } });
  });

  test("withdraws who the person is now, when Meta says that they stopped marketing", async ({
    expect,
  }) => {
    const { deliver, get, byUser, wamid } = await aMerged();
    const errors = [{ code: 131050, title: "stopped" }];
    await deliver({ statuses: [aStatus({ id: wamid, status: "failed", errors })] });
    expect((await get(byUser))["consents"]).toEqual({ marketing: "withdrawn" });
  });

  test("withdraws who the person is now, when an answer to it from elsewhere says STOP", async ({
    expect,
  }) => {
    const { says, get, byUser, wamid } = await aMerged();
    const from = { from: "34600999888" };
    await says("stop", from, { context: { from: "1", id: wamid } });
    expect((await get(byUser))["consents"]).toEqual({ marketing: "withdrawn" });
    expect((await get("+34600999888"))["id"]).toBe(byUser);
  });
});
