import type { Id } from "#core/ids";
import { placeAfter, SETTLE_MS } from "#core/tenant/closing";
import { openControlDb } from "#db/control/client";
import { statement } from "#db/statement";
import { STEPS } from "#features/closing/end-steps";
import { findClosing } from "#features/closing/queries";
import { beginEnd, movePlace } from "#features/closing/writes-end";
import type { ScopedWorkspaceContext } from "#platform/context";
import { log } from "#platform/log";
import type { Job, JobOutcome } from "#platform/queue/jobs";
import { forgetTenant } from "#platform/tenancy";

/** Turns of one job; then it rings for itself, so that no end holds a consumer for long. */
const TURNS_MAX = 50;
const RUNG_MAX = 100;

/**
 * End a workspace whose grace is over, turn by turn. It may be cut off anywhere, and done by two at once: every turn finds what is
 * left, and the place is kept behind each step. What waits is rung for again by the sweep.
 */
export async function endWorkspace(ctx: ScopedWorkspaceContext): Promise<JobOutcome> {
  const { tenant } = ctx;
  await beginEnd(ctx.control, tenant.id, ctx.nowMs()).run();
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    const row = await findClosing(ctx.control, tenant.id);
    if (row === undefined || row.endedAt !== null) return { type: "done" };
    const turn = await STEPS[row.place.step](ctx, row);
    if (turn === "waits") return { type: "done" };
    const to = placeAfter(row.place, ctx.nowMs());
    if (turn === "done" && to !== null)
      await movePlace(ctx.control, tenant.id, { from: row.place, to }).run();
    if (turn === "done" && to === null) {
      forgetTenant(tenant.id);
      log("info", "closing.ended", { tenant: tenant.id });
    }
  }
  await ctx.enqueue({ kind: "workspace.end", tenantId: tenant.id });
  return { type: "done" };
}

/** Ring for workspaces whose grace is over. Part of the scheduled handler. */
export async function ringEnds(env: Env, nowMs: number): Promise<void> {
  const { results } = await statement(
    openControlDb(env.CONTROL_DB),
    "SELECT id FROM tenants WHERE closing_at <= ?1 ORDER BY closing_at LIMIT ?2",
    nowMs - SETTLE_MS,
    RUNG_MAX,
  ).all<{ id: Id<"tenant"> }>();
  if (results.length === 0) return;
  await env.JOBS.sendBatch(
    results.map(({ id }): { body: Job } => ({ body: { kind: "workspace.end", tenantId: id } })),
  );
}
