import type { FaultsBody, FaultsView } from "#features/sandbox/schemas";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Replace the fault rules, and the seed if one is given; counters and chance start again. */
export async function setFaults(ctx: TenantContext, body: FaultsBody): Promise<FaultsView> {
  requireScope(ctx, "sandbox:write");
  const seed = body.seed ?? (await ctx.sandbox.faults()).seed;
  const view = { seed, rules: body.rules };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.faults.set", target: null, changes: { rules: body.rules.length } },
    answer: { status: 200, body: view },
  });
  await ctx.sandbox.setFaults(view);
  return view;
}
