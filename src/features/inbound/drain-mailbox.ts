import { applyMail } from "#features/inbound/apply-mail";
import type { ScopedContext } from "#platform/context";
import type { JobOutcome } from "#platform/queue/jobs";

/** One job empties at most so many leases; then it rings for the next, so that no workspace holds a consumer for long. */
const ROUNDS_MAX = 10;

/**
 * How long a drain lets mail gather before it takes the next lease. A drain costs the same few calls however much it
 * applies, so a busy mailbox is emptied in fewer, larger ones; what has just been applied does not wait for it.
 */
const GATHER_MS = 50;

/**
 * Apply what the workspace's mailbox holds. Safe to run twice and at the same time: the mailbox hands its mail to one drain,
 * and each batch carries the fence that a second application breaks on.
 */
export async function drainMailbox(ctx: ScopedContext): Promise<JobOutcome> {
  let lease = await ctx.session.lease();
  for (let round = 0; lease !== null && round < ROUNDS_MAX; round++) {
    try {
      const { upToSeq, drained } = await applyMail(ctx, lease.mail);
      await scheduler.wait(GATHER_MS);
      lease = await ctx.session.settle(upToSeq, [...drained]);
    } catch (error) {
      await ctx.session.release();
      throw error;
    }
  }
  if (lease !== null) {
    await ctx.session.release();
    await ctx.enqueue({ kind: "mailbox.drain", tenantId: ctx.tenant.id });
  }
  return { type: "done" };
}
