import { eq } from "drizzle-orm";
import { describe, test } from "vitest";

import { confirmPayload, REQUEST_VALID_MS } from "#core/consent/confirm-request";
import { consents, messages, templates } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call.ts";
import { aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const STATEMENT = "I agree to offers of the bakery on WhatsApp.";
const ANA = "34600111222";
const BEA = "34600111333";
const REQUEST = { purpose: "marketing", action: "request", method: "inbound" } as const;

/** A number that people wrote to, and what they are asked. */
async function aShop() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const hears = (message: object) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [message] })));
  const says = (body: string, ago: number, from = ANA) =>
    hears(aText({ from, timestamp: secondsAgo(ago), text: { body } }));
  const asks = (over: object = {}, from = ANA) =>
    call(
      tenant,
      `POST /contacts/phone:%2B${from}/consents`,
      { ...REQUEST, statement: STATEMENT, statement_language: "en", confirm: {}, ...over },
      aKey(),
    );
  /** Asks, and has Meta take the message under a wamid. */
  const asked = async (wamid: string, over: object = {}, from = ANA) => {
    const { status, body } = await asks(over, from);
    if (status !== 201) throw new Error(JSON.stringify(body));
    const id = String(body["message_id"]) as `msg_${string}`;
    await ctx.db.update(messages).set({ wamid, state: "delivered" }).where(eq(messages.id, id));
    return String(body["id"]) as `cns_${string}`;
  };
  const taps = (id: `cns_${string}`, { wamid = "wamid.asked", ago = 0, from = ANA } = {}) =>
    hears(
      aText({
        from,
        timestamp: secondsAgo(ago),
        type: "interactive",
        interactive: {
          type: "button_reply",
          button_reply: { id: confirmPayload(id), title: "I agree" },
        },
        context: { from: "15550100001", id: wamid },
      }),
    );
  const marketing = async (from = ANA) =>
    (
      await ctx.db.query.contacts.findFirst({
        where: (row, { eq: is }) => is(row.phone, `+${from}`),
      })
    )?.marketing;
  const grants = async () =>
    (await ctx.db.query.consents.findMany()).filter(({ action }) => action === "grant");
  return { ...tenant, number, hears, says, asks, asked, taps, marketing, grants };
}

/** A template that the shop may send: its body says the statement, and its second button agrees. */
async function aTemplate({ ctx, number }: Awaited<ReturnType<typeof aShop>>, over: object = {}) {
  await ctx.db.insert(templates).values({
    id: newId("template"),
    wabaId: number.wabaId,
    numberId: number.id,
    name: "ask",
    language: "en",
    category: "UTILITY",
    parameterFormat: "POSITIONAL",
    components: [
      { type: "BODY", text: `You asked for our news. Do you agree? ${STATEMENT}` },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "No, never" },
          { type: "QUICK_REPLY", text: "I agree" },
        ],
      },
    ],
    status: "approved",
    metaTemplateId: "1",
    createdAt: 1,
    updatedAt: 1,
    optOutButtons: ["No, never"],
    ...over,
  });
  return { confirm: { template: { name: "ask", language: { code: "en" } } } };
}

describe("a request that is to be confirmed", () => {
  test("is one act with the message that asks, which shows the statement", async ({ expect }) => {
    const { ctx, says, asks, marketing } = await aShop();
    await says("Do you have news?", 60);
    const { status, body } = await asks({ confirm: { text: "You asked for our news." } });
    expect([status, body["action"], body["state"]]).toEqual([201, "request", "unknown"]);
    const message = await ctx.db.query.messages.findFirst({
      where: (row, { eq: is }) => is(row.direction, "outbound"),
    });
    expect(message).toMatchObject({
      id: body["message_id"],
      type: "interactive",
      purpose: "service",
      content: {
        body: { text: `You asked for our news.\n\n${STATEMENT}` },
        action: {
          buttons: [{ reply: { id: confirmPayload(body["id"] as "cns_"), title: "I agree" } }],
        },
      },
    });
    expect(await marketing()).toBe("unknown");
  });

  test("grants when its button is tapped, once, with the request's statement and the tap", async ({
    expect,
  }) => {
    const { ctx, says, asked, taps, marketing, grants } = await aShop();
    await says("Hello", 60);
    const id = await asked("wamid.asked");
    await taps(id);
    await taps(id);
    expect(await marketing()).toBe("granted");
    const tap = await ctx.db.query.messages.findFirst({
      where: (row, { and, eq: is }) =>
        and(is(row.type, "interactive"), is(row.direction, "inbound")),
      orderBy: (row, { asc }) => asc(row.id),
    });
    expect(await grants()).toMatchObject([
      {
        method: "inbound",
        byPerson: true,
        statement: STATEMENT,
        statementLanguage: "en",
        source: id,
        messageId: tap?.id,
      },
    ]);
  });

  test("grants nothing by another's tap, nor by a button of another message", async ({
    expect,
  }) => {
    const { ctx, number, says, asked, taps, marketing, grants } = await aShop();
    await says("Hello", 60);
    await says("Hello", 60, BEA);
    const id = await asked("wamid.asked");
    await taps(id, { from: BEA });
    expect(await marketing(BEA)).toBe("unknown");
    const sent = { numberId: number.id, wamid: "wamid.menu", state: "read" } as const;
    await ctx.db.insert(messages).values(aMessageRow(sent));
    await taps(id, { wamid: "wamid.menu" });
    await taps(id, { wamid: "wamid.nobody" });
    expect(await grants()).toEqual([]);
    await taps(id);
    expect(await marketing()).toBe("granted");
  });

  test("is forgotten after thirty days, and when the person has withdrawn since", async ({
    expect,
  }) => {
    const { ctx, says, asked, taps, marketing, grants } = await aShop();
    await says("Hello", 60);
    const old = await asked("wamid.asked");
    await ctx.db.update(consents).set({ recordedAt: Date.now() - REQUEST_VALID_MS - 60_000 });
    await taps(old);
    expect(await grants()).toEqual([]);
    const id = await asked("wamid.second");
    await says("STOP", -5);
    await taps(id, { wamid: "wamid.second", ago: -10 });
    expect(await marketing()).toBe("withdrawn");
    expect(await grants()).toEqual([]);
  });

  test("is ended by a STOP that tells the second in which it was made", async ({ expect }) => {
    const { ctx, says, asked, taps, marketing, grants } = await aShop();
    await says("Hello", 60);
    const id = await asked("wamid.asked");
    await ctx.db.update(consents).set({ recordedAt: Date.now() + 500 });
    await says("STOP", 0);
    await taps(id, { ago: -20 });
    expect(await marketing()).toBe("withdrawn");
    expect(await grants()).toEqual([]);
  });

  test("takes a withdrawal back when the person is asked after it, in their own window", async ({
    expect,
  }) => {
    const { says, asked, taps, marketing } = await aShop();
    await says("STOP", 60);
    const id = await asked("wamid.asked");
    expect(await marketing()).toBe("withdrawn");
    await taps(id);
    expect(await marketing()).toBe("granted");
  });

  test("is never sent by a template to whoever withdrew; it may be recorded", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { ctx, says, asks } = shop;
    const withTemplate = await aTemplate(shop);
    await says("STOP", 25 * 3600);
    expect(await asks(withTemplate)).toMatchObject({
      status: 409,
      body: { code: "withdrawn_by_person" },
    });
    expect(await asks()).toMatchObject({ status: 422, body: { code: "window_closed" } });
    expect(await ctx.db.query.consents.findMany()).toHaveLength(1);
    expect((await asks({ confirm: undefined })).status).toBe(201);
  });
});

describe("a request outside of the window", () => {
  test("goes out as the template that is given, and its button grants", async ({ expect }) => {
    const shop = await aShop();
    const { ctx, number, asked, hears, marketing } = shop;
    await call(shop, "POST /contacts", { phone: `+${ANA}` });
    expect(await shop.asks()).toMatchObject({ status: 422, body: { code: "window_closed" } });
    expect(await ctx.db.query.consents.findMany()).toEqual([]);
    const id = await asked("wamid.asked", await aTemplate(shop));
    const [message] = await ctx.db.query.messages.findMany();
    expect(message).toMatchObject({
      type: "template",
      purpose: "transactional",
      numberId: number.id,
      content: {
        components: [
          {
            type: "button",
            sub_type: "quick_reply",
            index: 1,
            parameters: [{ type: "payload", payload: confirmPayload(id) }],
          },
        ],
      },
    });
    await hears(
      aText({
        from: ANA,
        type: "button",
        button: { text: "I agree", payload: confirmPayload(id) },
        context: { from: "15550100001", id: "wamid.asked" },
        timestamp: secondsAgo(0),
      }),
    );
    expect(await marketing()).toBe("granted");
  });

  test.for([
    [{ category: "MARKETING" }, "purpose_mismatch", "/confirm/template/name"],
    [{ name: "other" }, "template_not_sendable", "/confirm/template/name"],
    [
      { optOutButtons: ["No, never", "I agree"] },
      "template_not_sendable",
      "/confirm/template/name",
    ],
    [{ status: "paused" }, "template_not_sendable", "/confirm/template/name"],
    [
      {
        components: [
          { type: "BODY", text: "Do you want to hear more of us?" },
          { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "I agree" }] },
        ],
      },
      "template_parameters",
      "/confirm/template",
    ],
  ] as const)("takes no template with %j", async ([over, code, pointer], { expect }) => {
    const shop = await aShop();
    const { ctx } = shop;
    await call(shop, "POST /contacts", { phone: `+${ANA}` });
    expect(await shop.asks(await aTemplate(shop, over))).toMatchObject({
      status: 422,
      body: { code, errors: [{ pointer }] },
    });
    expect(await ctx.db.query.messages.findMany()).toEqual([]);
    expect(await ctx.db.query.consents.findMany()).toEqual([]);
  });
});

describe("what is asked of a request", () => {
  test.for([
    [{ action: "grant" }, "/confirm"],
    [{ statement: undefined }, "/statement"],
    [{ statement: "a".repeat(1025) }, "/statement"],
    [{ confirm: { button: "Stop" } }, "/confirm/button"],
    [{ confirm: { text: " " } }, "/confirm/text"],
  ] as const)("%j is refused where it stands", async ([over, pointer], { expect }) => {
    const { says, asks } = await aShop();
    await says("Hello", 60);
    expect(await asks(over)).toMatchObject({
      status: 400,
      body: { code: "invalid_request", errors: [{ pointer }] },
    });
  });
});
