import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, test } from "vitest";

import { openControlDb } from "#db/control/client";
import { numberRoutes, wabaRoutes } from "#db/control/schema";
import { numbers } from "#db/tenant/schema";
import { sweepSpill } from "#features/inbound/index";
import { spillBody } from "#features/inbound/spill";

import { anApp } from "../../fixtures/meta-app.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  deliverBy,
  drain,
  envelope,
  type ConnectedNumber,
} from "../../fixtures/webhooks/meta-webhook.ts";

const aMail = (number: ConnectedNumber, text = aText()) =>
  envelope(number.wabaId, change(number, { messages: [text] }));

const applied = async ({ ctx }: TenantFixture) => {
  await drain(ctx);
  return (await ctx.db.query.messages.findMany()).length;
};

async function asideOf(number: ConnectedNumber) {
  const { results } = await env.CONTROL_DB.prepare(
    "SELECT reason, tenant_id, app_id FROM quarantine WHERE waba_id = ?1 ORDER BY id",
  )
    .bind(number.wabaId)
    .all();
  return results;
}

async function alarmsOf({ tenant }: TenantFixture) {
  const { results } = await env.CONTROL_DB.prepare(
    "SELECT actor_kind, actor_id, target, outcome FROM audit_logs WHERE tenant_id = ?1 AND action = 'number.wrong_app' ORDER BY seq",
  )
    .bind(tenant.id)
    .all();
  return results;
}

describe("a number that was connected with an app of the workspace's own", () => {
  test("takes what comes under that app, and sets aside what another app signed", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const app = await anApp(tenant);
    const number = await aConnectedNumber(tenant.ctx, app.appId);
    expect((await deliverBy(app, aMail(number))).status).toBe(200);
    expect(await applied(tenant)).toBe(1);
    expect((await deliver(aMail(number))).status).toBe(200);
    expect(await applied(tenant)).toBe(1);
    expect(await asideOf(number)).toEqual([
      { reason: "wrong_app", tenant_id: tenant.tenant.id, app_id: null },
    ]);
    expect(await alarmsOf(tenant)).toEqual([
      { actor_kind: "meta", actor_id: null, target: number.id, outcome: "failure" },
    ]);
  });

  test("takes nothing that another workspace's app signed; each is kept, and told of once", async ({
    expect,
  }) => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const [app, foreign] = [await anApp(mine), await anApp(theirs)];
    const number = await aConnectedNumber(mine.ctx, app.appId);
    for (let i = 0; i < 3; i++) expect((await deliverBy(foreign, aMail(number))).status).toBe(200);
    expect([await applied(mine), await applied(theirs)]).toEqual([0, 0]);
    const aside = { reason: "wrong_app", tenant_id: mine.tenant.id, app_id: foreign.appId };
    expect(await asideOf(number)).toEqual([aside, aside, aside]);
    expect(await alarmsOf(mine)).toMatchObject([{ actor_id: foreign.appId, target: number.id }]);
    expect(await alarmsOf(theirs)).toEqual([]);
  });

  test("has its account's news under that app alone", async ({ expect }) => {
    const tenant = await aTenant();
    const [app, foreign] = [await anApp(tenant), await anApp(tenant)];
    const number = await aConnectedNumber(tenant.ctx, app.appId);
    const news = envelope(number.wabaId, {
      field: "account_update",
      value: { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE" } },
    });
    await deliverBy(foreign, news);
    await drain(tenant.ctx);
    expect((await tenant.ctx.db.query.numbers.findFirst())?.status).toBe("connected");
    expect(await alarmsOf(tenant)).toMatchObject([{ target: number.wabaId }]);
    await deliverBy(app, news);
    await drain(tenant.ctx);
    expect((await tenant.ctx.db.query.numbers.findFirst())?.status).toBe("restricted");
  });
});

test("a number of the deployment's app takes nothing that a workspace's app signed", async ({
  expect,
}) => {
  const [tenant, attacker] = [await aTenant(), await aTenant()];
  const foreign = await anApp(attacker);
  const number = await aConnectedNumber(tenant.ctx);
  expect((await deliverBy(foreign, aMail(number))).status).toBe(200);
  expect(await applied(tenant)).toBe(0);
  expect(await alarmsOf(tenant)).toMatchObject([{ actor_id: foreign.appId, target: number.id }]);
});

/** As if the number had been disconnected, and connected with another app. */
async function movesTo({ ctx }: TenantFixture, number: ConnectedNumber, appId: string | null) {
  const control = openControlDb(env.CONTROL_DB);
  const { phoneNumberId, wabaId } = number;
  await control
    .update(numberRoutes)
    .set({ appId })
    .where(eq(numberRoutes.phoneNumberId, phoneNumberId));
  await control.update(wabaRoutes).set({ appId }).where(eq(wabaRoutes.wabaId, wabaId));
  await ctx.db.update(numbers).set({ appId }).where(eq(numbers.id, number.id));
}

test("an isolate that knows the app of before takes what comes under the app of now, and applies nothing else", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const [before, now] = [await anApp(tenant), await anApp(tenant)];
  const number = await aConnectedNumber(tenant.ctx, before.appId);
  await deliverBy(before, aMail(number));
  expect(await applied(tenant)).toBe(1);
  await movesTo(tenant, number, now.appId);
  expect((await deliverBy(before, aMail(number))).status).toBe(200);
  expect(await applied(tenant)).toBe(1);
  expect(await asideOf(number)).toMatchObject([{ reason: "wrong_app", app_id: before.appId }]);
  expect((await deliverBy(now, aMail(number))).status).toBe(200);
  expect(await applied(tenant)).toBe(2);
});

test("what cannot be delivered is kept with its app, and judged by it later", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const [app, foreign] = [await anApp(tenant), await anApp(tenant)];
  const number = await aConnectedNumber(tenant.ctx, app.appId);
  for (const { appId } of [app, foreign])
    await spillBody(env, new TextEncoder().encode(JSON.stringify(aMail(number))), appId);
  await sweepSpill(env);
  expect(await applied(tenant)).toBe(1);
  expect(await asideOf(number)).toMatchObject([{ reason: "wrong_app", app_id: foreign.appId }]);
});
