import { describe, test } from "vitest";

import { messages } from "#db/tenant/schema";
import { claimRows } from "#features/messages/claim";
import { pickOfNumber } from "#features/messages/queries-claims";
import type { ScopedContext } from "#platform/context";

import { call } from "../../fixtures/call";
import { eventsOf } from "../../fixtures/events";
import { aMessageRow } from "../../fixtures/message-rows";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant } from "../../fixtures/tenant";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook";

const GRANT = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };
const REFUSAL = "Thanks for the parcel, but please no more advertising, ok?";

/** A person who granted, and what they may then write. */
async function aPerson() {
  const t = await aTenant();
  const number = await aConnectedNumber(t.ctx);
  const say = (body: string, more: object = {}) =>
    deliverAndDrain(
      t.ctx,
      envelope(number.wabaId, change(number, { messages: [aText({ text: { body }, ...more })] })),
    );
  await say("hello");
  const [row] = await t.ctx.db.query.contacts.findMany();
  if (row === undefined) throw new Error("no contact");
  const grant = (await call(t, `POST /contacts/${row.id}/consents`, GRANT)).body;
  const decide = (decision: string) =>
    call(t, `POST /contacts/${row.id}/consents/hold`, { decision });
  const contact = async () => (await call(t, `GET /contacts/${row.id}`)).body;
  return { t, number, id: row.id, grant, say, decide, contact };
}

/** Queue a marketing message to somebody, and take it for sending. */
async function claimed(
  ctx: ScopedContext,
  { numberId, contactId }: Pick<typeof messages.$inferInsert, "numberId" | "contactId">,
) {
  await ctx.db.insert(messages).values(aMessageRow({ numberId, contactId, purpose: "marketing" }));
  await claimRows(ctx, pickOfNumber(numberId, 6), { campaigns: false });
  const row = (await ctx.db.query.messages.findMany()).findLast(
    ({ direction }) => direction === "outbound",
  );
  return [row?.state, row?.skipReason, row?.consentId];
}

describe("what may be a refusal of marketing", () => {
  test("holds it to that person until somebody decides, at the claim too", async ({ expect }) => {
    const { t, number, id, say, contact } = await aPerson();
    await say(REFUSAL);
    const message = (await t.ctx.db.query.messages.findMany()).at(-1);
    const body = await contact();
    expect(body["marketing_hold"]).toMatchObject({ message_id: message?.id });
    expect(body["consents"]).toEqual({ marketing: "granted" });
    expect((await eventsOf(t.ctx)).at(-1)).toEqual({
      type: "consent.held",
      data: { contact_id: id, purpose: "marketing", message_id: message?.id },
    });
    expect(await claimed(t.ctx, { numberId: number.id, contactId: id })).toEqual([
      "skipped",
      "marketing_held",
      null,
    ]);
  });

  test("is told once, and never of whom has withdrawn", async ({ expect }) => {
    const { t, say } = await aPerson();
    await say(REFUSAL);
    await say(REFUSAL);
    await say("STOP");
    await say(REFUSAL);
    const types = (await eventsOf(t.ctx)).map(({ type }) => type);
    expect(types.filter((type) => type === "consent.held")).toHaveLength(1);
    expect((await t.ctx.db.query.contacts.findFirst())?.marketingHeldAt).toBeNull();
  });

  test("withdraws by the person's own message when somebody says that it was one", async ({
    expect,
  }) => {
    const { t, id, say, decide, contact } = await aPerson();
    await say(REFUSAL);
    expect((await decide("withdraw")).body).toMatchObject({ state: "withdrawn" });
    expect(await contact()).toMatchObject({
      marketing_hold: null,
      consents: { marketing: "withdrawn" },
    });
    const again = await call(t, `POST /contacts/${id}/consents`, GRANT);
    expect([again.status, again.body["code"]]).toEqual([409, "withdrawn_by_person"]);
    const twice = await decide("release");
    expect([twice.status, twice.body["code"]]).toEqual([409, "invalid_state"]);
  });

  test("is none when somebody says so, and marketing goes on", async ({ expect }) => {
    const { t, number, id, grant, say, decide, contact } = await aPerson();
    await say(REFUSAL);
    // What the business records is no answer to it.
    await call(t, `POST /contacts/${id}/consents`, GRANT);
    expect((await contact())["marketing_hold"]).not.toBeNull();
    expect((await decide("release")).body).toMatchObject({ decision: "release", state: "granted" });
    expect((await contact())["marketing_hold"]).toBeNull();
    expect((await claimed(t.ctx, { numberId: number.id, contactId: id }))[0]).toBe("sending");
    expect(grant["state"]).toBe("granted");
  });
});

test("a marketing message keeps the act that it relied on, for no row more", async ({ expect }) => {
  const { t, number, id, grant } = await aPerson();
  await t.ctx.db
    .insert(messages)
    .values([aMessageRow({ numberId: number.id, contactId: id, purpose: "marketing" })]);
  const written = await rowsWritten(t.ctx, (ctx) =>
    claimRows(ctx, pickOfNumber(number.id, 6), { campaigns: false }),
  );
  const row = (await t.ctx.db.query.messages.findMany()).at(-1);
  expect([row?.state, row?.consentId]).toEqual(["sending", grant["id"]]);
  // The row alone, and its place in the index of open messages, which a claim leaves.
  expect(written).toBeLessThanOrEqual(2);
  expect((await call(t, `GET /messages/${row?.id}`)).body["consent"]).toEqual({ id: grant["id"] });
});
