import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { isId, type Id } from "#core/ids";
import { campaigns, contacts, identities, messages, numbers, templates } from "#db/tenant/schema";
import { recordOutcomes, settleOrphans, type ClaimedRow } from "#features/messages/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { accounts } from "../../fixtures/campaign.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aCampaignRow, aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
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

/** A running campaign of which one message is with Meta, beside another campaign and another template. */
async function aSentCampaign(over: Partial<typeof messages.$inferInsert> = {}) {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const contact = aContactRow();
  const template = (name: string): typeof templates.$inferInsert => ({
    id: newId("template"),
    wabaId: number.wabaId,
    numberId: number.id,
    name,
    language: "en",
    category: "MARKETING",
    parameterFormat: "POSITIONAL",
    components: [{ type: "BODY", text: "Spring is here." }],
    status: "approved",
    createdAt: 1,
    updatedAt: 1,
  });
  const mine = template("mine");
  const campaign = aCampaignRow({
    numberId: number.id,
    templateId: mine.id,
    planned: 1,
    nAccepted: 1,
  });
  const row = aMessageRow({
    numberId: number.id,
    contactId: contact.id,
    conversationId: conversationIdOf(contact.id, number.id),
    campaignId: campaign.id,
    templateId: mine.id,
    type: "template",
    purpose: "marketing",
    state: "accepted",
    wamid: `wamid.${newId("event")}`,
    claim: "run",
    claimedAt: Date.now() - 60_000,
    acceptedAt: Date.now() - 60_000,
    ...over,
  });
  await ctx.db.batch([
    ctx.db.insert(contacts).values(contact),
    ctx.db.insert(templates).values([mine, template("other")]),
    ctx.db.insert(campaigns).values([campaign, aCampaignRow({ numberId: number.id })]),
    ctx.db.insert(messages).values(row),
  ]);
  const deliver = (own: object) =>
    deliverAndDrain(
      ctx,
      envelope(
        number.wabaId,
        change(number, { statuses: [aStatus({ id: row.wamid, status: "failed", ...own })] }),
      ),
    );
  const failWith = (code: number, own: object = {}) =>
    deliver({ errors: [{ code, title: "No" }], ...own });
  const answerWith = async (code: number, subcode: number | null = null) => {
    await ctx.db.update(messages).set({ state: "sending", acceptedAt: null, wamid: null });
    await ctx.db.update(campaigns).set({ nAccepted: 0, nSending: 1 });
    const claimed: ClaimedRow = {
      ...ids(row),
      type: "template",
      content: null,
      variables: null,
      contextWamid: null,
      purpose: "marketing",
      clientRef: null,
      attempts: 1,
      claim: "run",
      claimedAtMs: row.claimedAt ?? 0,
      to: { phone: "+34600111222", waId: null, bsuid: null },
    };
    const error = { code, subcode, title: "No", detail: null, fbtraceId: null, isTransient: false };
    await recordOutcomes(ctx, [{ row: claimed, reply: { type: "refused", error } }], {
      campaigns: true,
    });
  };
  const now = async () => {
    const [own, other] = await ctx.db.query.campaigns.findMany();
    const [ownTemplate, otherTemplate] = await ctx.db.query.templates.findMany();
    return {
      number: (await ctx.db.query.numbers.findFirst())?.status,
      campaign: [own?.status, own?.pauseReason],
      template: ownTemplate?.status,
      others: [other?.status, otherTemplate?.status],
      message: (await ctx.db.query.messages.findFirst())?.state,
    };
  };
  return { tenant, ctx, number, row, deliver, failWith, answerWith, now };
}

/** The ids of a planted message, as a claim knows them. */
function ids(row: typeof messages.$inferInsert) {
  const { id, numberId, contactId, campaignId, templateId } = row;
  if (campaignId == null || templateId == null || contactId == null || !isId("message", id))
    throw new Error("a campaign's message was planted");
  const conversationId: Id<"conversation"> = conversationIdOf(contactId, numberId);
  return { id, numberId, contactId, campaignId, templateId, conversationId };
}

const RUNS = { number: "connected", campaign: ["running", null], template: "approved" } as const;
const paused = (code: number) => ["paused", `meta_${code}`] as const;

const FOLLOWS = [
  [131026, {}],
  [131042, { campaign: paused(131042) }],
  [131048, { campaign: paused(131048) }],
  [131031, { number: "restricted", campaign: paused(131031) }],
  [368, { number: "restricted", campaign: paused(368) }],
  [131045, { number: "restricted", campaign: paused(131045) }],
  [190, { number: "needs_reauth", campaign: paused(190) }],
  [0, { number: "needs_reauth", campaign: paused(0) }],
  [132001, { template: "missing_upstream", campaign: paused(132001) }],
  [132007, { template: "rejected", campaign: paused(132007) }],
  [132015, { template: "paused", campaign: paused(132015) }],
  [132016, { template: "disabled", campaign: paused(132016) }],
] as const;

describe("a refusal has the same consequences", () => {
  test.for(
    FOLLOWS.flatMap(([code, follows]) =>
      (["a status", "an answer"] as const).map((way) => [way, code, follows] as const),
    ),
  )("in %s: %i", async ([way, code, follows], { expect }) => {
    const { ctx, failWith, answerWith, now } = await aSentCampaign();
    await (way === "a status" ? failWith : answerWith)(code);
    expect(await now()).toEqual({
      ...RUNS,
      ...follows,
      others: ["running", "approved"],
      message: "failed",
    });
    expect((await eventTypes(ctx)).includes("campaign.paused")).toBe("campaign" in follows);
  });

  test("in a status that came before its message", async ({ expect }) => {
    const { ctx, row, failWith, now } = await aSentCampaign();
    await ctx.db.delete(messages);
    await failWith(131031, { biz_opaque_callback_data: row.id });
    await ctx.db.insert(messages).values(row);
    await settleOrphans(ctx);
    expect(await now()).toMatchObject({ number: "restricted", campaign: paused(131031) });
  });
});

describe("refusals of the parameters in statuses", () => {
  /** A running campaign of forty messages that Meta took, and their statuses in webhooks of eight. */
  async function aTakenCampaign(statusOf: (i: number) => object) {
    const planted = await aSentCampaign();
    const { ctx, number, row } = planted;
    const rows = Array.from({ length: 40 }, () => ({
      ...row,
      id: newId("message"),
      wamid: `wamid.${newId("event")}`,
    }));
    for (const one of rows) await ctx.db.insert(messages).values(one);
    const statuses = rows.map(({ wamid }, i) =>
      aStatus({ id: wamid, timestamp: secondsAgo(200 - i), ...statusOf(i) }),
    );
    for (let i = 0; i < 40; i += 8)
      await deliverAndDrain(
        ctx,
        envelope(number.wabaId, change(number, { statuses: statuses.slice(i, i + 8) })),
      );
    return planted.now();
  }
  const failed = { status: "failed", errors: [{ code: 132012, title: "No" }] };

  test("pause their campaign after twenty-five alike, across webhooks", async ({ expect }) => {
    expect(await aTakenCampaign(() => failed)).toMatchObject({ campaign: paused(132012) });
  });

  test("do not while others succeed between them, be it in another webhook", async ({ expect }) => {
    const now = await aTakenCampaign((i) => (i % 16 < 8 ? failed : { status: "sent" }));
    expect(now).toMatchObject({ campaign: ["running", null] });
  });
});

describe("a message that Meta withheld from its person counts as skipped", () => {
  test.for([
    [131049, "status"],
    [131049, "answer"],
    [130472, "status"],
    [130472, "answer"],
  ] as const)("%i by %s", async ([code, way], { expect }) => {
    const planted = await aSentCampaign();
    const { ctx, row } = planted;
    await (way === "status" ? planted.failWith(code) : planted.answerWith(code));
    expect(await planted.now()).toMatchObject(RUNS);
    const { counts, skippedByReason, addsUp } = await accounts(ctx, ids(row).campaignId);
    expect(counts).toMatchObject({ failed: 0, skipped: 1, accepted: 0, sending: 0 });
    expect([skippedByReason, addsUp]).toEqual([{ [`meta_${code}`]: 1 }, true]);
    const { tenant } = planted;
    const shown = await call(tenant, `GET /messages?status=skipped`);
    expect(shown.body["data"]).toMatchObject([
      { status: "skipped", skip_reason: `meta_${code}`, error: { meta_code: code } },
    ]);
    expect((await call(tenant, `GET /messages?status=failed`)).body["data"]).toEqual([]);
  });

  test("until its handset proves otherwise", async ({ expect }) => {
    const { ctx, row, tenant, failWith, deliver } = await aSentCampaign();
    await failWith(131049);
    await deliver({ status: "delivered" });
    const { counts, skippedByReason, addsUp } = await accounts(ctx, ids(row).campaignId);
    expect(counts).toMatchObject({ skipped: 0, delivered: 1 });
    expect([skippedByReason, addsUp]).toEqual([{}, true]);
    expect((await call(tenant, `GET /messages/${row.id}`)).body).toMatchObject({
      status: "delivered",
      skip_reason: null,
    });
  });

  test("but a single one has failed", async ({ expect }) => {
    const { row, tenant, failWith } = await aSentCampaign({ campaignId: null });
    await failWith(131049);
    expect((await call(tenant, `GET /messages/${row.id}`)).body).toMatchObject({
      status: "failed",
      skip_reason: null,
      error: { meta_code: 131049 },
    });
  });
});

describe("a refusal because the person stopped marketing at Meta", () => {
  /** The refusal of a message, and what the person wrote, in one webhook or one after the other. */
  async function aRefusedPerson() {
    const planted = await aSentCampaign();
    const { ctx, number, row } = planted;
    await ctx.db.insert(identities).values({
      value: "34600111222",
      kind: "phone",
      contactId: ids(row).contactId,
      createdAt: 1,
    });
    const say = (ago: number, body: string) =>
      aText({ timestamp: secondsAgo(ago), text: { body } });
    const refusal = (ago: number) =>
      aStatus({
        id: row.wamid,
        status: "failed",
        timestamp: secondsAgo(ago),
        errors: [{ code: 131050, title: "Stopped" }],
      });
    const send = (value: object) =>
      deliverAndDrain(ctx, envelope(number.wabaId, change(number, value)));
    const marketing = async () => (await ctx.db.query.contacts.findFirst())?.marketing;
    const ledger = async () =>
      (await ctx.db.query.consents.findMany()).map(({ action, state }) => `${action} ${state}`);
    return { ...planted, say, refusal, send, marketing, ledger };
  }

  test("withdraws though the same drain holds an older grant", async ({ expect }) => {
    const { say, refusal, send, marketing, ledger } = await aRefusedPerson();
    await send({ messages: [say(90, "stop")] });
    await send({ messages: [say(60, "start")], statuses: [refusal(30)] });
    expect(await marketing()).toBe("withdrawn");
    expect(await ledger()).toEqual(["withdraw withdrawn", "grant granted", "withdraw withdrawn"]);
  });

  test.for([
    ["in the same drain", true],
    ["in an earlier one", false],
  ] as const)(
    "withdraws nothing when the person granted later, %s",
    async ([, isOne], { expect }) => {
      const { say, refusal, send, marketing } = await aRefusedPerson();
      await send({ messages: [say(90, "stop")] });
      if (isOne) await send({ messages: [say(20, "start")], statuses: [refusal(50)] });
      else {
        await send({ messages: [say(20, "start")] });
        await send({ statuses: [refusal(50)] });
      }
      expect(await marketing()).toBe("granted");
    },
  );

  test("is one withdrawal beside a STOP of the same drain", async ({ expect }) => {
    const { say, refusal, send, ledger } = await aRefusedPerson();
    await send({ messages: [say(20, "stop")], statuses: [refusal(10)] });
    expect(await ledger()).toEqual(["withdraw withdrawn"]);
  });

  test("is heard by answer, and in a status that came before its message", async ({ expect }) => {
    const one = await aRefusedPerson();
    await one.answerWith(131050);
    expect(await one.marketing()).toBe("withdrawn");
    const other = await aRefusedPerson();
    await other.ctx.db.delete(messages);
    await other.failWith(131050, { biz_opaque_callback_data: other.row.id });
    await other.ctx.db.insert(messages).values(other.row);
    await settleOrphans(other.ctx);
    expect(await other.marketing()).toBe("withdrawn");
  });
});

describe("a refusal", () => {
  test("with code 100 and subcode 33 is about the number, without it about the message", async ({
    expect,
  }) => {
    const one = await aSentCampaign();
    await one.answerWith(100, 33);
    expect(await one.now()).toMatchObject({ number: "restricted", campaign: paused(100) });
    const other = await aSentCampaign();
    await other.answerWith(100);
    expect(await other.now()).toMatchObject(RUNS);
    const third = await aSentCampaign();
    await third.deliver({ errors: [{ code: 100, error_subcode: 33, title: "No" }] });
    expect(await third.now()).toMatchObject({ number: "restricted", campaign: paused(100) });
  });

  test.for([
    ["no errors", {}],
    ["an error without a code", { errors: [{ title: "No" }] }],
    ["a code that is no number", { errors: [{ code: "none" }] }],
  ] as const)("with %s fails the message and nothing else", async ([, own], { expect }) => {
    const { failWith: _failWith, deliver, now } = await aSentCampaign();
    await deliver(own);
    expect(await now()).toMatchObject({ ...RUNS, message: "failed" });
  });

  test("repeated by Meta does not stop again what a person has let go on", async ({ expect }) => {
    const { ctx, failWith, now } = await aSentCampaign();
    await failWith(131031);
    await ctx.db.update(numbers).set({ status: "connected" });
    await ctx.db.update(campaigns).set({ status: "running", pauseReason: null });
    await failWith(131031);
    expect(await now()).toMatchObject(RUNS);
  });

  test("of before Meta confirmed the number, or the template changed, does not act on them", async ({
    expect,
  }) => {
    const { ctx, failWith, now } = await aSentCampaign();
    await ctx.db.update(numbers).set({ confirmedAt: Date.now() });
    await failWith(190, { timestamp: secondsAgo(30) });
    expect(await now()).toMatchObject({ number: "connected" });
    const next = await aSentCampaign();
    await next.ctx.db.update(templates).set({ updatedAt: Date.now() });
    await next.failWith(132015, { timestamp: secondsAgo(30) });
    expect(await next.now()).toMatchObject({ template: "approved" });
  });

  test("of a campaign that is over, or a number that was given up, stops nothing", async ({
    expect,
  }) => {
    const { ctx, failWith, now } = await aSentCampaign();
    await ctx.db.update(numbers).set({ status: "disconnected" });
    await failWith(131031);
    expect(await now()).toMatchObject({ number: "disconnected", campaign: ["running", null] });
    const over = await aSentCampaign({ campaignId: newId("campaign") });
    await over.failWith(131042);
    expect(await over.now()).toMatchObject(RUNS);
    expect(await eventTypes(over.ctx)).not.toContain("campaign.paused");
  });

  test("of a payment touches no message", async ({ expect }) => {
    const { deliver, now } = await aSentCampaign();
    await deliver({ type: "payment", errors: [{ code: 131031 }] });
    expect(await now()).toMatchObject({ ...RUNS, message: "accepted" });
  });
});
