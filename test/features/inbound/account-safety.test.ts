import { afterEach, describe, test, vi } from "vitest";

import { campaigns, numbers } from "#db/tenant/schema";
import { applyMail } from "#features/inbound/apply-mail";
import { connectNumber } from "#features/numbers/connect-number";
import type { ScopedContext } from "#platform/context";

import { aKey, ask, call } from "../../fixtures/call.ts";
import { withClient } from "../../fixtures/client.ts";
import { eventsOf, eventTypes } from "../../fixtures/events.ts";
import { aMetaNumber, connectAnswers, mockGraph } from "../../fixtures/graph.ts";
import { aCampaignRow, aNumberRow } from "../../fixtures/message-rows.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  deliverAndDrain,
  drain,
  metaId,
} from "../../fixtures/webhooks/meta-webhook.ts";

afterEach(() => vi.restoreAllMocks());

/** A change about an account, as Meta posts it: it names no number, or one by its digits. */
const mail = (wabaId: string, field: string, value: object, ago = 5) => ({
  object: "whatsapp_business_account",
  entry: [
    {
      id: wabaId,
      time: Math.floor(Date.now() / 1000) - ago,
      changes: [{ field, value }],
    },
  ],
});

const DELETED = { event: "ACCOUNT_DELETED" };
const ban = (state: string) => ({ event: "DISABLED_UPDATE", ban_info: { waba_ban_state: state } });
const restriction = (type: string, expiration?: number) => ({
  event: "ACCOUNT_RESTRICTION",
  restriction_info: [{ restriction_type: type, ...(expiration && { expiration }) }],
});

/** A workspace with three numbers of one account, a fourth of another, and a campaign that runs on each. */
async function anAccount() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const first = await aConnectedNumber(ctx);
  const { wabaId } = first;
  const rows = [
    aNumberRow({ wabaId, phoneNumberId: metaId(), displayPhoneNumber: "+1 555-010-0002" }),
    aNumberRow({ wabaId, phoneNumberId: metaId(), displayPhoneNumber: "+1 555-010-0003" }),
  ];
  await ctx.db.insert(numbers).values(rows);
  const other = await aConnectedNumber(ctx);
  for (const { id } of await ctx.db.query.numbers.findMany())
    await ctx.db.insert(campaigns).values(aCampaignRow({ numberId: id }));
  const say = (field: string, value: object, ago?: number) =>
    deliverAndDrain(ctx, mail(wabaId, field, value, ago));
  return { tenant, ctx, wabaId, first, other, say };
}

/** The status of each number, the account's three first. */
async function statuses(ctx: ScopedContext, last: { readonly id: string }) {
  const rows = await ctx.db.query.numbers.findMany();
  return rows
    .toSorted((a, b) => Number(a.id === last.id) - Number(b.id === last.id))
    .map(({ status }) => status);
}

const listed = async (tenant: Parameters<typeof call>[0]) =>
  (await call(tenant, "GET /inbound-changes")).body.data ?? [];

const STOPS = [
  ["deleted", DELETED, "account_deleted"],
  ["disabled", ban("DISABLE"), "account_disabled"],
  [
    "restricted",
    restriction("RESTRICTED_BIZ_INITIATED_MESSAGING"),
    "restricted_biz_initiated_messaging",
  ],
] as const;

describe("an account that Meta stops", () => {
  test.for(STOPS)(
    "(%s) restricts its numbers, pauses what runs on them, and keeps its workspace",
    async ([, value, reason], { expect }) => {
      const { tenant, ctx, first, other, wabaId, say } = await anAccount();
      await say("account_update", value);
      expect(await statuses(ctx, other)).toEqual([
        "restricted",
        "restricted",
        "restricted",
        "connected",
      ]);
      const run = await ctx.db.query.campaigns.findMany();
      expect(
        run.map((row) => `${row.status} ${row.pauseReason} ${row.numberId === other.id}`),
      ).toEqual([
        "paused number_restricted false",
        "paused number_restricted false",
        "paused number_restricted false",
        "running null true",
      ]);
      const told = await eventsOf(ctx);
      expect(told.filter(({ type }) => type === "number.restricted")).toHaveLength(3);
      expect(told.filter(({ type }) => type === "campaign.paused")).toHaveLength(3);
      expect(told.find(({ data }) => data["number_id"] === first.id)).toMatchObject({
        type: "number.restricted",
        data: { waba_id: wabaId, reason, until: null },
      });
      const sent = await call(
        tenant,
        "POST /messages",
        { from: first.id, to: "+34600111222", text: { body: "Hello" } },
        aKey(),
      );
      expect([sent.status, sent.body["code"]]).toEqual([409, "number_paused"]);
      expect(await listed(tenant)).toMatchObject([{ field: "account_update", state: "applied" }]);
      // The route stays: whoever writes to the number is still heard here.
      await deliverAndDrain(ctx, {
        object: "whatsapp_business_account",
        entry: [{ id: wabaId, changes: [change(first, { messages: [aText()] })] }],
      });
      expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
    },
  );

  test("for something else than messages stops nothing, and is told once", async ({ expect }) => {
    const { tenant, ctx, other, say } = await anAccount();
    await say("account_update", restriction("RESTRICTED_ADD_PHONE_NUMBER_ACTION"));
    await say("account_update", ban("SCHEDULE_FOR_DISABLE"));
    await say("account_update", { event: "ACCOUNT_VIOLATION", violation_info: {} });
    expect(new Set(await statuses(ctx, other))).toEqual(new Set(["connected"]));
    expect((await eventsOf(ctx)).map(({ data }) => data["alert"])).toEqual([
      "restricted_add_phone_number_action",
      "account_schedule_for_disable",
      "account_violation",
    ]);
    expect(await listed(tenant)).toHaveLength(3);
  });

  test("until an instant that is over stops nothing", async ({ expect }) => {
    const { ctx, other, say } = await anAccount();
    const now = Math.floor(Date.now() / 1000);
    await say("account_update", restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", now - 60));
    expect(new Set(await statuses(ctx, other))).toEqual(new Set(["connected"]));
    await say("account_update", restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", now + 3600));
    expect(await statuses(ctx, other)).toContain("restricted");
    expect((await eventsOf(ctx))[0]?.data["until"]).toBe(
      new Date((now + 3600) * 1000).toISOString(),
    );
  });

  test("does not let a number go on that the business had paused, unless Meta says that it works", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const meta = aMetaNumber();
    const { spy } = mockGraph(connectAnswers(meta));
    const { id } = await connectNumber(ctx, {
      kind: "cloud",
      waba_id: meta.wabaId,
      phone_number_id: meta.phoneNumberId,
      access_token: "EAAG",
    });
    await ask(tenant, `POST /numbers/${id}/pause`);
    await deliverAndDrain(ctx, mail(meta.wabaId, "account_update", ban("DISABLE"), -1));
    expect(await ctx.db.query.numbers.findMany()).toMatchObject([{ status: "paused" }]);
    expect((await eventsOf(ctx)).at(-1)).toMatchObject({
      type: "number.alerted",
      data: { alert: "account_disabled", severity: "critical" },
    });
    const resume = async (answer: () => Response) => {
      spy.mockImplementation(async () => answer());
      const { status, body } = await call(tenant, `POST /numbers/${id}/resume`);
      return [status, body["code"] ?? body["status"]];
    };
    const says = (more: object) => () =>
      Response.json({ id: meta.phoneNumberId, display_phone_number: "+1 555", ...more });
    const health = (code: number) => ({
      entities: [
        { entity_type: "WABA", can_send_message: "BLOCKED", errors: [{ error_code: code }] },
      ],
    });
    expect(await resume(says({ status: "BANNED" }))).toEqual([422, "number_rejected"]);
    expect(await resume(says({ status: "CONNECTED", health_status: health(141014) }))).toEqual([
      422,
      "number_rejected",
    ]);
    expect(await resume(() => new Response("down", { status: 503 }))).toEqual([502, "meta_error"]);
    expect(await ctx.db.query.numbers.findMany()).toMatchObject([{ status: "paused" }]);
    expect(await resume(says({ status: "CONNECTED" }))).toEqual([200, "connected"]);
  });
});

describe("good news of an account", () => {
  test.for([
    ["account_review_update", { decision: "APPROVED" }, "number.alerted"],
    ["account_update", ban("REINSTATE"), "number.reinstated"],
    ["account_update", { event: "ACCOUNT_RECONNECTED" }, "number.reinstated"],
  ] as const)("lifts nothing and is told once: %s %o", async ([field, value, type], { expect }) => {
    const { tenant, ctx, other, say } = await anAccount();
    await say("account_update", DELETED);
    const before = await eventTypes(ctx);
    await say(field, value);
    expect(await statuses(ctx, other)).toEqual([
      "restricted",
      "restricted",
      "restricted",
      "connected",
    ]);
    expect((await eventTypes(ctx)).slice(before.length)).toEqual([type]);
    expect(await listed(tenant)).toMatchObject([{ field, state: "applied" }, {}]);
  });

  test("does not reconnect a number that a refusal had restricted", async ({ expect }) => {
    const { ctx, other, say } = await anAccount();
    await ctx.db.update(numbers).set({ status: "restricted" });
    await say("account_update", ban("REINSTATE"));
    expect(new Set(await statuses(ctx, other))).toEqual(new Set(["restricted"]));
  });
});

describe("a partner's app that is removed", () => {
  const removed = (event: string, appId?: string) => ({
    event,
    waba_info: { ...(appId !== undefined && { partner_app_id: appId }) },
  });
  /** The same workspace, drained by a deployment with an app id of its own. */
  async function heard(value: object, appId = "4242") {
    const planted = await anAccount();
    const { ctx, wabaId, other } = planted;
    await deliver(
      mail(wabaId, "account_update", {
        ...value,
        waba_info: { ...(value as { waba_info: object }).waba_info, waba_id: wabaId },
      }),
    );
    await drain({ ...ctx, env: { ...ctx.env, META_APP_ID: appId as "" } });
    return { ...planted, now: await statuses(ctx, other) };
  }

  test.for(["PARTNER_APP_UNINSTALLED", "PARTNER_REMOVED"])(
    "(%s) changes nothing when it is another's, and is listed",
    async (event, { expect }) => {
      const { tenant, ctx, now } = await heard(removed(event, "999"));
      expect(new Set(now)).toEqual(new Set(["connected"]));
      expect(await listed(tenant)).toMatchObject([{ field: "account_update", state: "stored" }]);
      expect(await eventTypes(ctx)).toEqual(["inbound.stored"]);
    },
  );

  test.for([
    ["PARTNER_APP_UNINSTALLED", "4242"],
    ["PARTNER_REMOVED", undefined],
  ] as const)("(%s of %s) takes our token away", async ([event, appId], { expect }) => {
    const { ctx, now } = await heard(removed(event, appId));
    expect(now).toEqual(["needs_reauth", "needs_reauth", "needs_reauth", "connected"]);
    expect((await eventTypes(ctx)).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => "campaign.paused"),
      ...Array.from({ length: 3 }, () => "number.needs_reauth"),
    ]);
  });

  test("changes nothing where no app id says which is ours", async ({ expect }) => {
    const { now } = await heard(removed("PARTNER_APP_UNINSTALLED", "4242"), "");
    expect(new Set(now)).toEqual(new Set(["connected"]));
  });
});

test("an alert or a review about an account of three numbers is told once", async ({ expect }) => {
  const { ctx, wabaId, first, say } = await anAccount();
  await say("account_alerts", {
    entity_type: "BUSINESS",
    entity_id: "506914307656634",
    alert_info: {
      alert_severity: "WARNING",
      alert_status: "ACTIVE",
      alert_type: "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
      alert_description: "Limits of Ana Almeida cannot be increased.",
    },
  });
  await say("account_review_update", { decision: "REJECTED" });
  await say("account_alerts", {
    entity_type: "PHONE_NUMBER",
    entity_id: first.phoneNumberId,
    alert_info: { alert_severity: "CRITICAL", alert_type: "PROFILE_PICTURE_LOST" },
  });
  const told = await eventsOf(ctx);
  expect(told).toEqual(
    [
      {
        type: "number.alerted",
        data: {
          waba_id: wabaId,
          number_id: null,
          alert: "increased_capabilities_eligibility_deferred",
          severity: "warning",
        },
      },
      {
        type: "number.alerted",
        data: {
          waba_id: wabaId,
          number_id: null,
          alert: "account_review_rejected",
          severity: "warning",
        },
      },
      {
        type: "number.alerted",
        data: {
          waba_id: wabaId,
          number_id: first.id,
          alert: "profile_picture_lost",
          severity: "critical",
        },
      },
    ].map((event) => expect.objectContaining(event)),
  );
});

describe("twice, late or out of order", () => {
  test("the same change is applied and listed once", async ({ expect }) => {
    const { tenant, ctx, wabaId } = await anAccount();
    const body = mail(wabaId, "account_update", DELETED);
    await deliver(body);
    await deliverAndDrain(ctx, body);
    const told = await eventTypes(ctx);
    await deliverAndDrain(ctx, body);
    expect(await eventTypes(ctx)).toEqual(told);
    expect(told.filter((type) => type === "number.restricted")).toHaveLength(3);
    expect(await listed(tenant)).toHaveLength(1);
  });

  test("a ban of before Meta confirmed the number does not stop it again", async ({ expect }) => {
    const { ctx, other, say } = await anAccount();
    await ctx.db.update(numbers).set({ confirmedAt: Date.now() - 30_000 });
    await say("account_update", ban("DISABLE"), 60);
    expect(new Set(await statuses(ctx, other))).toEqual(new Set(["connected"]));
    await say("account_update", ban("DISABLE"), 10);
    expect(await statuses(ctx, other)).toContain("restricted");
  });

  test("a ban stops a number though its quality was told meanwhile", async ({ expect }) => {
    const { ctx, other, say } = await anAccount();
    await say("phone_number_quality_update", { event: "FLAGGED", current_limit: "TIER_1K" }, 30);
    await say("account_update", ban("DISABLE"), 60);
    expect(await statuses(ctx, other)).toContain("restricted");
  });

  test("an older limit does not take a newer one's place", async ({ expect }) => {
    const { ctx, other, say } = await anAccount();
    const limit = (value: number) => ({ max_daily_conversations_per_business: value });
    await say("business_capability_update", limit(10_000), 20);
    await say("business_capability_update", limit(2000), 40);
    const rows = await ctx.db.query.numbers.findMany();
    expect(rows.filter(({ id }) => id !== other.id).map((row) => row.messagingLimit)).toEqual([
      10_000, 10_000, 10_000,
    ]);
  });

  test("two changes of one drain are applied one after the other", async ({ expect }) => {
    const { ctx, wabaId, first } = await anAccount();
    const digits = { display_phone_number: "15550100001" };
    await deliver(mail(wabaId, "phone_number_quality_update", { ...digits, event: "FLAGGED" }));
    await deliver(mail(wabaId, "account_update", DELETED));
    await drain(ctx);
    expect(await ctx.db.query.numbers.findFirst()).toMatchObject({
      id: first.id,
      qualityRating: "red",
      status: "restricted",
    });
  });
});

describe("mail about what is not ours changes nothing and stays listed", () => {
  test.for([
    ["a number of the account that is not connected", "phone_number_quality_update"],
    ["an alert of a number that is not connected", "account_alerts"],
  ] as const)("%s", async ([, field], { expect }) => {
    const { tenant, ctx, other, say } = await anAccount();
    const before = await ctx.db.query.numbers.findMany();
    await say(
      field,
      field === "account_alerts"
        ? { entity_type: "PHONE_NUMBER", entity_id: "1", alert_info: { alert_type: "X" } }
        : { display_phone_number: "15559999999", event: "THROUGHPUT_UPGRADE" },
    );
    expect(await ctx.db.query.numbers.findMany()).toEqual(before);
    expect(await eventTypes(ctx)).toEqual(["inbound.stored"]);
    expect(await listed(tenant)).toMatchObject([{ field, state: "stored", number_id: null }]);
    expect(await statuses(ctx, other)).toHaveLength(4);
  });

  test("an account that another entry of ours names", async ({ expect }) => {
    const { tenant, ctx, say } = await anAccount();
    const before = await ctx.db.query.numbers.findMany();
    await say("account_update", { event: "PARTNER_REMOVED", waba_info: { waba_id: "1" } });
    expect(await ctx.db.query.numbers.findMany()).toEqual(before);
    expect(await listed(tenant)).toMatchObject([{ waba_id: "1", state: "stored" }]);
  });

  test("another workspace's account", async ({ expect }) => {
    const [one, two] = [await anAccount(), await anAccount()];
    await one.say("account_update", DELETED);
    expect(new Set(await statuses(two.ctx, two.other))).toEqual(new Set(["connected"]));
    expect(await listed(two.tenant)).toEqual([]);
  });

  test("a number that was given up", async ({ expect }) => {
    const { tenant, ctx, say } = await anAccount();
    await ctx.db.update(numbers).set({ status: "disconnected" });
    await say("account_update", DELETED);
    expect(new Set((await ctx.db.query.numbers.findMany()).map((row) => row.status))).toEqual(
      new Set(["disconnected"]),
    );
    expect(await listed(tenant)).toMatchObject([{ state: "stored" }]);
  });
});

describe("a number", () => {
  test("sends faster and to more people as Meta says, and goes by the name it approved", async ({
    expect,
  }) => {
    const { tenant, ctx, first, say } = await anAccount();
    const digits = { display_phone_number: "15550100001" };
    await say("phone_number_quality_update", {
      ...digits,
      event: "THROUGHPUT_UPGRADE",
      current_limit: "TIER_UNLIMITED",
    });
    await say("phone_number_name_update", {
      ...digits,
      decision: "APPROVED",
      requested_verified_name: "Lucky Shrub",
      rejection_reason: null,
    });
    await say("phone_number_quality_update", { ...digits, event: "FLAGGED" });
    expect((await call(tenant, `GET /numbers/${first.id}`)).body).toMatchObject({
      throughput_mps: 1000,
      messaging_limit: null,
      verified_name: "Lucky Shrub",
      quality_rating: "red",
      status: "connected",
    });
    const others = (await ctx.db.query.numbers.findMany()).filter(({ id }) => id !== first.id);
    expect(new Set(others.map((row) => row.throughputMps))).toEqual(new Set([80]));
    expect(await eventTypes(ctx)).toEqual([
      "number.limit_changed",
      "number.name_changed",
      "number.quality_changed",
    ]);
    expect(await listed(tenant)).toMatchObject([
      { number_id: first.id, state: "applied", items: [{ kind: "account" }] },
      { number_id: first.id },
      { number_id: first.id },
    ]);
  });

  test("whose PIN somebody changed is told of", async ({ expect }) => {
    const { ctx, first, say } = await anAccount();
    const value = { display_phone_number: "15550100001", event: "PIN_CHANGED", requester: "6155" };
    await say("security", value);
    expect(await eventsOf(ctx)).toMatchObject([
      { type: "number.alerted", data: { number_id: first.id, alert: "security_pin_changed" } },
    ]);
    expect(JSON.stringify(await eventsOf(ctx))).not.toContain("6155");
  });

  test("that is changed by somebody while mail about it is applied is changed by both", async ({
    expect,
  }) => {
    const { ctx, wabaId, first } = await anAccount();
    await deliver(mail(wabaId, "account_update", DELETED));
    let batches = 0;
    const db = withClient(ctx.db, {
      batch: async (statements) => {
        batches += 1;
        // The first batch only reads; the second would write what was read before the name was another.
        if (batches === 2) await ctx.db.update(numbers).set({ name: "Renamed", updatedAt: 77 });
        return ctx.db.$client.batch<never>(statements);
      },
    });
    await drain({ ...ctx, db });
    expect(batches).toBe(4);
    expect(await ctx.db.query.numbers.findFirst()).toMatchObject({
      id: first.id,
      name: "Renamed",
      status: "restricted",
    });
  });
});

test("ordinary mail costs no row more for it", async ({ expect }) => {
  const { ctx } = await aTenant();
  const number = await aConnectedNumber(ctx);
  const aMail = (seq: number) => ({
    seq,
    receivedAtMs: Date.now(),
    body: JSON.stringify({
      entry_id: "1",
      time: null,
      change: change(number, { messages: [aText()] }),
    }),
    r2Key: null,
  });
  await applyMail(ctx, [aMail(1)]);
  expect(await rowsWritten(ctx, (on) => applyMail(on, [aMail(2)]))).toBe(6);
});
