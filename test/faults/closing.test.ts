import { describe, test } from "vitest";

import { SETTLE_MS } from "#core/tenant/closing";
import { endWorkspace } from "#features/closing/index";

import { control } from "../features/accounts/fixture.ts";
import { aClosedShop } from "../features/closing/fixture.ts";
import { findEverywhere } from "../fixtures/everything.ts";
import { mortal } from "./mortal.ts";

/** A run makes fewer calls than this. */
const CALLS_MAX = 150;

describe("whoever dies at any step of a workspace's end", { timeout: 300_000 }, () => {
  test("is followed by a run that ends what is left", async ({ expect }) => {
    const wrong: object[] = [];
    let atCall = 1;
    for (let isOver = false; !isOver && atCall < CALLS_MAX; atCall += 2) {
      const afterEffect = atCall % 4 === 1;
      const { ctx, traces } = await aClosedShop();
      const hasty = { ...ctx, nowMs: hastily() };
      const victim = mortal(hasty, { atCall, afterEffect }, hasty);
      await endWorkspace(victim.ctx).catch(() => undefined);
      isOver = victim.calls() < atCall;

      for (let run = 0; run < 3; run++) await endWorkspace({ ...ctx, nowMs: hasty.nowMs });
      const [row] = await control("SELECT * FROM closings WHERE tenant_id = ?1", ctx.tenant.id);
      const [pool] = await control("SELECT * FROM pool WHERE binding = ?1", ctx.tenant.binding);
      const left = await findEverywhere(ctx, traces);
      const isEnded = row?.["ended_at"] !== null && typeof pool?.["retired_at"] === "number";
      if (!isEnded || left.length > 0)
        wrong.push({ atCall, afterEffect, place: row?.["place"], left });
    }
    expect(wrong).toEqual([]);
    expect(atCall).toBeGreaterThan(20);
    expect(atCall).toBeLessThan(CALLS_MAX);
  });
});

/** A clock on which three minutes pass at each look, so that nothing has to be waited for. */
function hastily(): () => number {
  let atMs = Date.now() + SETTLE_MS;
  return () => (atMs += 180_000);
}
