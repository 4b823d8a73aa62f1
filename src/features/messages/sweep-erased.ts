import { REDELIVERED_MS } from "#core/privacy/erasure";
import { forgetErased } from "#features/messages/writes-erased";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

const SWEEP_MAX = 1_000;

/** Forget erased messages that Meta delivers no more. Part of a tenant's sweep. */
export async function sweepErased(ctx: ScopedContext): Promise<void> {
  await commit(ctx, {
    statements: [forgetErased(ctx.db, ctx.nowMs() - REDELIVERED_MS, SWEEP_MAX)],
  });
}
