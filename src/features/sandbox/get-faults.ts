import type { FaultsView } from "#features/sandbox/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** The fault rules in force and the seed. */
export async function getFaults(ctx: TenantContext): Promise<FaultsView> {
  requireScope(ctx, "sandbox:write");
  const { seed, rules } = await ctx.sandbox.faults();
  return { seed, rules: rules.map((rule) => ({ ...rule })) };
}
