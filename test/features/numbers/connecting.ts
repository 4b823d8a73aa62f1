import { env } from "cloudflare:workers";

import type { NumberView } from "#features/numbers/schemas";
import type { ScopedContext } from "#platform/context";

import { ask } from "../../fixtures/call.ts";
import type { MetaNumber } from "../../fixtures/graph.ts";
import type { TenantFixture } from "../../fixtures/tenant.ts";

export const TOKEN = "EAAG-canary-token";

export const cloud = ({ phoneNumberId, wabaId }: MetaNumber, more: object = {}) => ({
  kind: "cloud" as const,
  waba_id: wabaId,
  phone_number_id: phoneNumberId,
  access_token: TOKEN,
  ...more,
});

export async function aSandboxNumber(tenant: TenantFixture): Promise<NumberView> {
  const response = await ask(tenant, "POST /numbers", { kind: "sandbox" });
  return response.json();
}

export const rowsOf = (ctx: ScopedContext) => ctx.db.query.numbers.findMany();
export const actions = async (ctx: ScopedContext) =>
  (await ctx.db.query.auditLogs.findMany()).map((row) => row.action);

export const routesOf = async (number: MetaNumber) => ({
  number: await env.CONTROL_DB.prepare("SELECT * FROM number_routes WHERE phone_number_id = ?")
    .bind(number.phoneNumberId)
    .first<{ tenant_id: string; number_id: string }>(),
  waba: await env.CONTROL_DB.prepare("SELECT * FROM waba_routes WHERE waba_id = ?")
    .bind(number.wabaId)
    .first<{ tenant_id: string }>(),
});

/** As if the workspace had given its routes up long ago. */
export const rested = ({ tenant }: TenantFixture) =>
  env.CONTROL_DB.prepare(
    "UPDATE released_routes SET released_at = released_at - 120000 WHERE tenant_id = ?1",
  )
    .bind(tenant.id)
    .run();
