import { markLost } from "#features/messages/mark-lost";
import { readLeftBehind } from "#features/messages/queries-claims";
import type { ScopedContext } from "#platform/context";

/** What a crash left of the outbox: a claim that nobody finished becomes `unknown`, and a lost doorbell is rung again. */
export async function sweepOutbox(ctx: ScopedContext): Promise<void> {
  const { lost, isWaiting } = await readLeftBehind(ctx.db, ctx.nowMs());
  await markLost(ctx, lost, { campaigns: false });
  if (isWaiting) await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
}
