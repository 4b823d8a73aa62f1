import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import type { TenantFixture } from "../../fixtures/tenant.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";
import { rowsToHear } from "./rows-to-hear.ts";

const WORDS = { stop: ["BAJA PROMO"], start: ["Quiero promos"] };

/** A number with words of its own and one without, and a person who writes to them. */
async function twoNumbers() {
  const tenant = await aTenant();
  const [own, other] = [await aConnectedNumber(tenant.ctx), await aConnectedNumber(tenant.ctx)];
  const put = await call(tenant, `PUT /numbers/${own.id}/keywords`, WORDS);
  if (put.status !== 200) throw new Error(JSON.stringify(put.body));
  return { ...told(tenant), tenant, own, other };
}

type Number = Awaited<ReturnType<typeof aConnectedNumber>>;

function told({ ctx }: TenantFixture) {
  const deliver = (number: Number, value: object) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, value)));
  const say = (number: Number, ago: number, body: string, more: object = {}) =>
    deliver(number, {
      messages: [aText({ timestamp: secondsAgo(ago), text: { body }, ...more })],
    });
  const ledger = async () =>
    (await ctx.db.query.consents.findMany()).map(
      ({ action, state, method }) => `${action} ${state} ${method}`,
    );
  const marketing = async () => (await ctx.db.query.contacts.findFirst())?.marketing;
  return { deliver, say, ledger, marketing };
}

const WITHDRAWN = "withdraw withdrawn keyword";
const GRANTED = "grant granted keyword";

describe("a number's own words", () => {
  test("stop and start on it", async ({ expect }) => {
    const { own, say, ledger, marketing } = await twoNumbers();
    await say(own, 50, "baja promo!");
    expect(await marketing()).toBe("withdrawn");
    await say(own, 40, "QUIERO PROMOS");
    expect(await ledger()).toEqual([WITHDRAWN, GRANTED]);
    await say(own, 30, "la baja promo");
    expect(await marketing()).toBe("granted");
  });

  test("stop on a number that is paused", async ({ expect }) => {
    const { tenant, own, say, ledger } = await twoNumbers();
    expect((await call(tenant, `POST /numbers/${own.id}/pause`)).status).toBe(200);
    await say(own, 50, "Baja promo");
    expect(await ledger()).toEqual([WITHDRAWN]);
  });

  test("say nothing on another number", async ({ expect }) => {
    const { own, other, say, ledger } = await twoNumbers();
    await say(other, 50, "Baja promo");
    expect(await ledger()).toEqual([]);
    await say(own, 40, "Stop");
    await say(other, 30, "Quiero promos");
    expect(await ledger()).toEqual([WITHDRAWN]);
  });

  test("leave the built-in ones as they are, on every number", async ({ expect }) => {
    const { own, say, ledger } = await twoNumbers();
    await say(own, 50, "Cancelar");
    await say(own, 40, "Alta");
    expect(await ledger()).toEqual([WITHDRAWN, GRANTED]);
  });

  test("stop in an edit, in a caption and by a button", async ({ expect }) => {
    for (const more of [
      { type: "image", image: { id: "1", caption: "Baja promo" } },
      { type: "button", button: { text: "Baja promo", payload: "p" } },
    ]) {
      const { own, say, ledger } = await twoNumbers();
      await say(own, 50, "", more);
      expect(await ledger()).toEqual([WITHDRAWN]);
    }
    const { own, say, deliver, ledger } = await twoNumbers();
    await say(own, 50, "Hello", { id: "wamid.edited" });
    const edit = {
      original_message_id: "wamid.edited",
      message: { type: "text", text: { body: "Baja promo" } },
    };
    await deliver(own, { messages: [aText({ timestamp: secondsAgo(40), type: "edit", edit })] });
    expect(await ledger()).toEqual([WITHDRAWN]);
  });

  test("cost no row of a message that is none of them", async ({ expect }) => {
    const { tenant, own, other } = await twoNumbers();
    const message = aText({ text: { body: "Hello" }, from: "5511900000001" });
    const read = (number: typeof own) => rowsToHear(tenant.ctx, number, message);
    expect(await read(own)).toBe(await read(other));
  });

  test("know an older START from a newer STOP of theirs", async ({ expect }) => {
    const { own, say, ledger, marketing } = await twoNumbers();
    await say(own, 90, "baja promo");
    await say(own, 10, "baja promo");
    await say(own, 50, "quiero promos");
    expect(await marketing()).toBe("withdrawn");
    expect(await ledger()).toEqual([WITHDRAWN, WITHDRAWN]);
    await say(own, 5, "quiero promos");
    expect(await marketing()).toBe("granted");
  });
});
