import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { SETTLE_MS } from "#core/tenant/closing";
import { endWorkspace } from "#features/closing/index";

import { call } from "../../fixtures/call.ts";
import { findEverywhere } from "../../fixtures/everything.ts";
import { control } from "../accounts/fixture.ts";
import { aClosedShop, later } from "./fixture.ts";

describe("the end of a workspace", { timeout: 60_000 }, () => {
  test("leaves nothing but its record", async ({ expect }) => {
    const shop = await aClosedShop();
    const { ctx, person, traces } = shop;
    expect((await findEverywhere(ctx, traces)).length).toBeGreaterThan(10);
    await endWorkspace(later(ctx, SETTLE_MS));
    await endWorkspace(later(ctx, SETTLE_MS + 180_000));

    const [record] = await control("SELECT * FROM closings WHERE tenant_id = ?1", ctx.tenant.id);
    expect(record).toMatchObject({ binding: ctx.tenant.binding, ended_at: expect.any(Number) });
    const counts = JSON.parse(String(record?.["counts"])) as Record<string, number>;
    expect(counts).toMatchObject({
      memberships: 1,
      api_keys: 1,
      "database.contacts": 2,
      "database.numbers": 1,
    });
    expect(counts["files"]).toBeGreaterThan(0);
    expect(await findEverywhere(ctx, traces)).toEqual([]);
    // Of the workspace itself: the record, the database that nobody gets, and what was done, no longer from where.
    const named = await findEverywhere(ctx, [ctx.tenant.id]);
    expect([...new Set(named.map(({ where }) => where))].toSorted()).toEqual([
      "control audit_logs",
      "control closings",
      "control pool",
    ]);
    const acts = await control(
      "SELECT DISTINCT ip, user_agent, salt FROM audit_logs WHERE tenant_id = ?1",
      ctx.tenant.id,
    );
    expect(acts).toEqual([{ ip: null, user_agent: null, salt: null }]);
    expect(
      await control("SELECT retired_at FROM pool WHERE binding = ?1", ctx.tenant.binding),
    ).toEqual([{ retired_at: expect.any(Number) }]);
    expect((await call(shop.owner, "GET /workspace")).status).toBeGreaterThanOrEqual(401);
    expect(await control("SELECT id FROM users WHERE id = ?1", person.userId)).toEqual([]);
    const objects = await env.MEDIA.list({ prefix: `t/${ctx.tenant.id}/` });
    expect(objects.objects).toEqual([]);
  });

  test("does not begin before its time, and waits for the routes", async ({ expect }) => {
    const { ctx } = await aClosedShop();
    await endWorkspace(later(ctx, SETTLE_MS - 60_000));
    expect(await control("SELECT 1 FROM closings WHERE tenant_id = ?1", ctx.tenant.id)).toEqual([]);
    await endWorkspace(later(ctx, SETTLE_MS));
    const [row] = await control("SELECT * FROM closings WHERE tenant_id = ?1", ctx.tenant.id);
    expect(JSON.parse(String(row?.["place"]))).toMatchObject({ step: "objects" });
    expect(
      await control("SELECT 1 FROM number_routes WHERE tenant_id = ?1", ctx.tenant.id),
    ).toEqual([]);
  });
});
