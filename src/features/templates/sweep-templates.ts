import { hasLeftPending } from "#features/templates/queries";
import { giveBackLeft } from "#features/templates/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Longer than a submission can take. */
const SUBMISSION_STALE_MS = 5 * 60_000;

/**
 * Make a draft again of what a crash left `pending` without Meta's id. If Meta had taken it after all, its webhook finds the
 * template by name and language.
 */
export async function sweepTemplates(ctx: ScopedContext): Promise<void> {
  const claimedUntilMs = ctx.nowMs() - SUBMISSION_STALE_MS;
  if (!(await hasLeftPending(ctx.db, claimedUntilMs))) return;
  await commit(ctx, { statements: [giveBackLeft(ctx.db, claimedUntilMs)] });
}
