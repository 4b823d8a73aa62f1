import { walk } from "#core/audit/sealed-record";
import { openControlDb } from "#db/control/client";
import { controlTrail } from "#features/audit/control-trail";
import { readState, recordsBehind } from "#features/audit/queries";
import { workspaceTrail, type Trail } from "#features/audit/trail";
import { isSealedMeanwhile, sealStretch } from "#features/audit/writes";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";

/** Rows of one stretch, at most: what is forgotten and what is checked goes by whole stretches. */
const ROWS_MAX = 1_000;
/** Stretches that one call seals; then the next call goes on. */
const STRETCHES_MAX = 10;
/** The sweep seals what has waited this long, ms, or is half a stretch: a seal is a row for all of it. */
const WAIT_MS = 60 * 60 * 1000;

/** Part of a workspace's sweep. */
export const sweepAudit = (ctx: ScopedContext): Promise<void> =>
  sweep(workspaceTrail(ctx), ctx.nowMs());

/** Part of the scheduled handler: the same for the control plane's trail. */
export const sweepControlAudit = (env: Env, nowMs: number): Promise<void> =>
  sweep(controlTrail({ control: openControlDb(env.CONTROL_DB) }), nowMs);

/** Seal what has waited for an hour, or is enough for a stretch. */
async function sweep(trail: Trail, nowMs: number): Promise<void> {
  const { sealed, lastSeq, unsealedSince } = await readState(trail);
  if (unsealedSince === null) return;
  const isEnough = lastSeq - (sealed?.seq ?? 0) >= ROWS_MAX / 2;
  if (isEnough || unsealedSince <= nowMs - WAIT_MS) await sealTrail(trail, nowMs);
}

/**
 * Seal a trail up to its end, in stretches. Killed anywhere, and run again by anybody, it ends the same: links follow from the
 * rows. A trail that has lost a row behind its last seal is sealed up to there, and no further.
 */
export async function sealTrail(trail: Trail, nowMs: number): Promise<void> {
  for (let i = 0; i < STRETCHES_MAX; i++) if (!(await sealSome(trail, nowMs))) return;
}

/** @returns Whether there may be more to seal. */
async function sealSome(trail: Trail, nowMs: number): Promise<boolean> {
  const { sealed, lastSeq } = await readState(trail);
  const from = sealed ?? trail.genesis;
  const of = { afterSeq: from.seq, toSeq: lastSeq, limit: ROWS_MAX };
  const { reached, broken } = walk(from, await recordsBehind(trail, of));
  if (broken !== null) log("error", "audit.broken", { tenant: trail.of, seq: broken });
  if (reached.seq === from.seq) return false;
  try {
    await trail.write(sealStretch(trail, { afterSeq: from.seq, seal: reached, nowMs }));
  } catch (error) {
    if (!isSealedMeanwhile(error)) throw error;
  }
  return broken === null && reached.seq < lastSeq;
}
