import type { WorkspaceContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { TimedJobKind } from "#platform/queue/jobs";

/**
 * Have a job rung at an instant (Unix ms), or before when it is asked for earlier as well. Call it behind the commit: the row
 * that says when something is due is the truth. Never rejects: what a lost call would have rung is found by the slice's sweep.
 */
export async function wakeAt(
  ctx: WorkspaceContext,
  kind: TimedJobKind,
  atMs: number,
): Promise<void> {
  try {
    await ctx.session.wakeAt(kind, atMs);
  } catch (error) {
    log("warn", "wake.lost", { kind, tenant: ctx.tenant.id, ...describeError(error) });
  }
}
