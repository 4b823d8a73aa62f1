import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** No fault rules any more, and the sandbox's own seed. */
export async function clearFaults(ctx: TenantContext): Promise<void> {
  requireScope(ctx, "sandbox:write");
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.faults.clear", target: null },
    answer: { status: 204, body: null },
  });
  await ctx.sandbox.clearFaults();
}
