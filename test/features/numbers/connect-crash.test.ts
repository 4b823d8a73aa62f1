import { describe, test } from "vitest";

import { connectNumber } from "#features/numbers/connect-number";
import { sweepNumbers } from "#features/numbers/index";
import { claimRoutes } from "#features/numbers/routing";
import type { ScopedContext } from "#platform/context";

import { ask } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { aSandboxNumber, rowsOf, routesOf } from "./connecting.ts";

describe("a crash between the two databases", () => {
  const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
    ...ctx,
    nowMs: () => Date.now() + ms,
  });
  /** A context whose control database, or whose second write, is lost. */
  const dyingAfter = (ctx: ScopedContext, batches: number): ScopedContext => {
    let left = batches;
    const $client = new Proxy(ctx.db.$client, {
      get: (target, property) => {
        if (property === "batch" && left-- <= 0) throw new Error("killed");
        const value: unknown = Reflect.get(target, property);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return { ...ctx, db: Object.assign(Object.create(ctx.db), { $client }) };
  };

  test("before the route: the number is not there, and the sweep takes its row back", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const dead = {
      ...ctx,
      control: new Proxy(ctx.control, {
        get: (target, property) => {
          if (property === "$client") throw new Error("killed");
          return Reflect.get(target, property) as unknown;
        },
      }),
      db: dyingAfter(ctx, 1).db,
    };
    await expect(connectNumber(dead, { kind: "sandbox" })).rejects.toThrow("killed");
    const [row] = await rowsOf(ctx);
    expect(row?.status).toBe("pending");
    expect((await ask(tenant, `GET /numbers/${row?.id ?? ""}`)).status).toBe(404);
    expect(await (await ask(tenant, "GET /numbers")).json()).toMatchObject({ data: [] });

    await sweepNumbers(ctx);
    expect(await rowsOf(ctx)).toHaveLength(1);
    await sweepNumbers(later(ctx, 61_000));
    expect(await rowsOf(ctx)).toEqual([]);
    expect(await eventTypes(ctx)).toEqual([]);
  });

  test("after the route: the sweep finishes it, once", async ({ expect }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    await expect(connectNumber(dyingAfter(ctx, 1), { kind: "sandbox" })).rejects.toThrow("killed");
    const [row] = await rowsOf(ctx);
    expect(row?.status).toBe("pending");
    await sweepNumbers(later(ctx, 61_000));
    await sweepNumbers(later(ctx, 61_000));
    expect((await rowsOf(ctx)).map(({ status }) => status)).toEqual(["connected"]);
    expect(await eventTypes(ctx)).toEqual(["number.connected"]);
    expect((await ask(tenant, `GET /numbers/${row?.id ?? ""}`)).status).toBe(200);
  });

  test("while disconnecting: the sweep gives up the route that was left", async ({ expect }) => {
    const tenant = await aTenant();
    const number = await aSandboxNumber(tenant);
    const place = { phoneNumberId: number.phone_number_id, wabaId: number.waba_id };
    await ask(tenant, `DELETE /numbers/${number.id}`);
    await claimRoutes(tenant.ctx, { id: number.id, ...place, updatedAt: 0, appId: null });
    await sweepNumbers(tenant.ctx);
    expect(await routesOf(place)).toEqual({ number: null, waba: null });
  });
});
