import { describe, test } from "vitest";

import { statementSha256 } from "#core/consent/ledger";

import { call } from "../../fixtures/call.ts";
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

const STATEMENT = "I agree to offers of the bakery on WhatsApp.";

/** A number with a link, another one without, and a person who writes to them. */
async function twoNumbers(over: object = {}) {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const [own, other] = [await aConnectedNumber(ctx), await aConnectedNumber(ctx)];
  const link = await call(tenant, "POST /opt-in-links", {
    number_id: own.id,
    name: "Poster",
    keyword: "BREAD NEWS",
    prefilled: "Yes, send me your BREAD NEWS",
    statement: STATEMENT,
    statement_language: "en",
    ...over,
  });
  if (link.status !== 201) throw new Error(JSON.stringify(link.body));
  const hears = (number: typeof own, message: object) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [message] })));
  const say = (number: typeof own, ago: number, body: string, more: object = {}) =>
    hears(number, aText({ timestamp: secondsAgo(ago), text: { body }, ...more }));
  const marketing = async () => (await ctx.db.query.contacts.findFirst())?.marketing;
  const ledger = async () =>
    (await ctx.db.query.consents.findMany()).map(({ action, state }) => `${action} ${state}`);
  const linkId = String(link.body["id"]);
  return { tenant, own, other, linkId, hears, say, marketing, ledger };
}

describe("who sends the keyword of an opt-in link", () => {
  test("grants marketing by an act of their own, with the link's statement and their message", async ({
    expect,
  }) => {
    const { tenant, own, linkId, hears, marketing } = await twoNumbers();
    const message = aText({ timestamp: secondsAgo(30), text: { body: "bread news!" } });
    await hears(own, message);
    await hears(own, message);
    expect(await marketing()).toBe("granted");
    const stored = await tenant.ctx.db.query.messages.findFirst();
    expect(stored?.wamid).toBe(message.id);
    expect(await tenant.ctx.db.query.consents.findMany()).toMatchObject([
      {
        action: "grant",
        state: "granted",
        method: "keyword",
        byPerson: true,
        statement: STATEMENT,
        statementSha256: statementSha256(STATEMENT),
        statementLanguage: "en",
        source: linkId,
        messageId: stored?.id,
        capturedAt: Number(message.timestamp) * 1000,
      },
    ]);
  });

  test("or the text that the link wrote for them", async ({ expect }) => {
    const { own, say, marketing } = await twoNumbers();
    await say(own, 30, "yes send me your bread news");
    expect(await marketing()).toBe("granted");
  });

  test.for(["bread", "bread news please", "What are your bread news?"])(
    "does not by %j",
    async (body, { expect }) => {
      const { own, say, marketing, ledger } = await twoNumbers();
      await say(own, 30, body);
      expect(await marketing()).toBe("unknown");
      expect(await ledger()).toEqual([]);
    },
  );

  test("grants nothing on another number", async ({ expect }) => {
    const { other, say, marketing, ledger } = await twoNumbers();
    await say(other, 30, "BREAD NEWS");
    expect(await marketing()).toBe("unknown");
    expect(await ledger()).toEqual([]);
  });

  test("takes back a STOP that is older, and none that is newer", async ({ expect }) => {
    const { own, say, marketing, ledger } = await twoNumbers();
    await say(own, 90, "STOP");
    await say(own, 60, "BREAD NEWS");
    expect(await marketing()).toBe("granted");
    await say(own, 30, "STOP");
    await say(own, 40, "BREAD NEWS");
    expect(await marketing()).toBe("withdrawn");
    expect(await ledger()).toEqual(["withdraw withdrawn", "grant granted", "withdraw withdrawn"]);
  });

  test("grants once, however often it is sent, and again when a business had said so", async ({
    expect,
  }) => {
    const { tenant, own, say, ledger } = await twoNumbers();
    await call(tenant, "POST /contacts", { phone: "+34600111222" });
    await call(tenant, "POST /contacts/phone:%2B34600111222/consents", {
      purpose: "marketing",
      action: "grant",
      method: "import",
      statement: "A list",
    });
    await say(own, 30, "BREAD NEWS");
    await say(own, 20, "BREAD NEWS");
    expect(await ledger()).toEqual(["grant granted", "grant granted"]);
  });

  test("does so by a word to start as well, with what the link says", async ({ expect }) => {
    const { tenant, own, say } = await twoNumbers({ keyword: "JOIN", prefilled: null });
    await say(own, 30, "join");
    const [row] = await tenant.ctx.db.query.consents.findMany();
    expect(row).toMatchObject({ action: "grant", statement: STATEMENT });
  });

  test("grants while the number is paused", async ({ expect }) => {
    const { tenant, own, say, marketing } = await twoNumbers();
    expect((await call(tenant, `POST /numbers/${own.id}/pause`)).status).toBe(200);
    await say(own, 30, "BREAD NEWS");
    expect(await marketing()).toBe("granted");
  });

  test("grants nothing once the link is deleted, and what was granted stays", async ({
    expect,
  }) => {
    const { tenant, own, linkId, say, ledger } = await twoNumbers();
    await say(own, 30, "BREAD NEWS");
    expect((await call(tenant, `DELETE /opt-in-links/${linkId}`)).status).toBe(204);
    await say(own, 20, "BREAD NEWS", { from: "34600111333" });
    expect(await ledger()).toEqual(["grant granted"]);
    const [row] = await tenant.ctx.db.query.consents.findMany();
    expect(row?.statement).toBe(STATEMENT);
  });

  test("answers what was held for a decision", async ({ expect }) => {
    const { tenant, own, say } = await twoNumbers();
    const held = async () =>
      (await tenant.ctx.db.query.contacts.findFirst())?.marketingHeldBy ?? null;
    await say(own, 60, "BREAD NEWS");
    await say(own, 50, "By the way, please no more advertising from you to my old phone");
    expect(await held()).not.toBeNull();
    await say(own, 40, "BREAD NEWS");
    expect(await held()).toBeNull();
  });

  test("costs no row of other messages", async ({ expect }) => {
    const { tenant, own, other } = await twoNumbers();
    const message = aText({ text: { body: "Hello" }, from: "5511900000001" });
    const read = (number: typeof own) => rowsToHear(tenant.ctx, number, message);
    expect(await read(own)).toBe(await read(other));
  });
});
