import { AppError, notFound } from "#core/errors";
import { runEnded } from "#features/automations/events";
import { findRun, type RunRow } from "#features/automations/queries-runs";
import { runDetail } from "#features/automations/view-runs";
import { isTurnTaken, saveTurn } from "#features/automations/writes-runs";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * End a run that waits. One that is over stays as it ended.
 *
 * @throws AppError `not_found`, `invalid_state` when it is over or is just going on.
 */
export async function stopRun(ctx: TenantContext, id: string): Promise<RunRow> {
  requireScope(ctx, "automations:write");

  const row = await findRun(ctx.db, id);
  if (row === undefined) throw notFound();
  if (row.status !== "waiting") throw new AppError("invalid_state", `The run is ${row.status}.`);
  const after: RunRow = {
    ...row,
    status: "stopped",
    reason: "requested",
    wakeAt: null,
    revision: row.revision + 1,
    updatedAt: ctx.nowMs(),
  };
  try {
    await commit(ctx, {
      statements: saveTurn(ctx.db, row, after),
      events: [runEnded(after, after)],
      audit: { action: "run.stop", target: row.id },
      answer: { status: 200, body: runDetail(after) },
    });
  } catch (error) {
    if (!isTurnTaken(error)) throw error;
    throw new AppError("invalid_state", "The run is just going on. Try again.");
  }
  return after;
}
