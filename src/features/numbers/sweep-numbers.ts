import { AppError } from "#core/errors";
import { owesEnd } from "#features/numbers/end-subscription";
import { finishPending, PENDING_STALE_MS, undoPending } from "#features/numbers/keep-number";
import { asCaller } from "#features/numbers/pending-act";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { releaseRoutes, withRoute } from "#features/numbers/routing";
import { warnOfTokens } from "#features/numbers/warn-of-tokens";
import { AlreadyAnswered } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** How long after a disconnection its route is still looked for. */
const RELEASE_WITHIN_MS = 24 * 60 * 60 * 1000;

/**
 * Finish or undo what a crash left between the two databases: a `pending` row with its route becomes connected in the name of
 * who asked, one without is taken back, a disconnected number that still holds its route gives it up, and Meta is told to send
 * the webhooks of its account no more, where that is still owed. Of tokens that end soon it warns. One read when there is nothing to do.
 */
export async function sweepNumbers(ctx: ScopedContext): Promise<void> {
  const nowMs = ctx.nowMs();
  const rows = await allNumbers(ctx.db);
  await warnOfTokens(ctx, rows);
  for (const { id } of rows.filter(owesEnd))
    await ctx.enqueue({ kind: "number.unsubscribe", tenantId: ctx.tenant.id, numberId: id });
  const suspects = rows.filter(
    (row) =>
      (row.status === "pending" && row.updatedAt <= nowMs - PENDING_STALE_MS) ||
      (row.status === "disconnected" && row.updatedAt > nowMs - RELEASE_WITHIN_MS),
  );
  if (suspects.length === 0) return;
  const routed = await withRoute(ctx, suspects);
  for (const row of suspects) {
    if (row.status === "pending")
      await (routed.has(row.id) ? finish(ctx, row) : undoPending(ctx, row));
    else if (routed.has(row.id)) await releaseRoutes(ctx, row, nowMs);
  }
}

/** A call may finish it, or have it refused, at the same moment: then nothing is left to do. */
async function finish(ctx: ScopedContext, row: NumberRow): Promise<void> {
  try {
    await finishPending(asCaller(ctx, row), row);
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof AlreadyAnswered)) throw error;
  }
}
