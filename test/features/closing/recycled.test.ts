import { env } from "cloudflare:workers";
import { test } from "vitest";

import type { Id } from "#core/ids";
import { SETTLE_MS } from "#core/tenant/closing";
import { claimDatabase } from "#db/control/claim-database";
import { openControlDb } from "#db/control/client";
import { endWorkspace, freeRecycled } from "#features/closing/index";
import { asJob } from "#platform/context";
import { bindTenant, loadTenant, rawDatabase } from "#platform/tenancy";

import { findEverywhere } from "../../fixtures/everything.ts";
import { control, register } from "../accounts/fixture.ts";
import { aClosedShop, later } from "./fixture.ts";

/** A workspace that has no database yet. */
const aNewcomer = async () => (await register()).tenantId as Id<"tenant">;

test("nobody gets a retired database, and whoever gets the new one behind its binding finds nothing", async ({
  expect,
}) => {
  const { ctx, traces } = await aClosedShop();
  await endWorkspace(later(ctx, SETTLE_MS));
  await endWorkspace(later(ctx, SETTLE_MS + 180_000));
  const binding = String(ctx.tenant.binding);
  const db = openControlDb(env.CONTROL_DB);
  // That one alone is offered, as if the pool had no other.
  expect(await claimDatabase(db, await aNewcomer(), [binding])).toBeNull();
  // Emptied it is not free either, as often as one looks.
  await freeRecycled(env);
  expect(await claimDatabase(db, await aNewcomer(), [binding])).toBeNull();

  // The operator has put another database behind it: one that has nothing, not even the mark.
  await rawDatabase(env, binding)?.exec("DROP TABLE retired");
  await freeRecycled(env);
  expect(await control("SELECT * FROM pool WHERE binding = ?1", binding)).toEqual([
    { binding, tenant_id: null, retired_at: null },
  ]);
  const newcomer = await aNewcomer();
  expect(await claimDatabase(db, newcomer, [binding])).toBe(binding);
  const tenant = await loadTenant(env, newcomer);
  if (tenant === undefined) throw new Error("there is no workspace");
  const actor = { kind: "job", id: "test" } as const;
  const origin = { requestId: "test", ip: null, userAgent: null };
  const theirs = asJob(await bindTenant(env, tenant, { actor, origin }));
  expect(await findEverywhere(theirs, traces)).toEqual([]);
  const contacts = await theirs.db.$client.prepare("SELECT count(*) AS n FROM contacts").first("n");
  expect(contacts).toBe(0);
});
