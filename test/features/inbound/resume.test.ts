import { describe, test } from "vitest";

import { eventTypes } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const ANA = "34600555001";

/** A person who writes and chooses in WhatsApp's own settings. */
async function aPerson() {
  const { ctx } = await aTenant();
  const number = await aConnectedNumber(ctx);
  const deliver = (value: object, field = "messages") =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, value, field)));
  const say = (ago: number, body: string) =>
    deliver({ messages: [aText({ from: ANA, timestamp: secondsAgo(ago), text: { body } })] });
  const prefer = (ago: number, value: string) => {
    const chosen = { wa_id: ANA, category: "marketing_messages", value };
    const preference = { ...chosen, timestamp: Number(secondsAgo(ago)) };
    return deliver({ user_preferences: [preference] }, "user_preferences");
  };
  const stand = async () => (await ctx.db.query.contacts.findFirst())?.marketing;
  const grants = async () =>
    (await ctx.db.query.consents.findMany()).filter(({ action }) => action === "grant");
  return { ctx, say, prefer, stand, grants };
}

type Person = Awaited<ReturnType<typeof aPerson>>;

describe("a resumption in WhatsApp's own settings", () => {
  for (const [what, stop] of [
    ["typed", (on: Person) => on.say(90, "STOP")],
    ["chosen there", (on: Person) => on.prefer(90, "stop")],
  ] as const)
    test(`lifts no stop, ${what}`, async ({ expect }) => {
      const on = await aPerson();
      await stop(on);
      expect(await on.stand()).toBe("withdrawn");
      await on.prefer(10, "resume");
      expect(await on.stand()).toBe("withdrawn");
      expect(await on.grants()).toEqual([]);
      expect(await eventTypes(on.ctx)).not.toContain("consent.granted");
    });

  test("grants nothing to a person who said nothing", async ({ expect }) => {
    const on = await aPerson();
    await on.say(90, "Hello");
    await on.prefer(10, "resume");
    expect(await on.stand()).toBe("unknown");
    expect(await on.grants()).toEqual([]);
  });

  test("makes no contact of a stranger", async ({ expect }) => {
    const on = await aPerson();
    await on.prefer(10, "resume");
    expect(await on.stand()).toBeUndefined();
    expect(await on.grants()).toEqual([]);
  });
});
