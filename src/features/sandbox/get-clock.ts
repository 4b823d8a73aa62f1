import type { ClockView } from "#features/sandbox/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** What time it is in the sandbox. */
export async function getClock(ctx: TenantContext): Promise<ClockView> {
  requireScope(ctx, "sandbox:write");
  return { now: new Date(await ctx.sandbox.clock()).toISOString() };
}
