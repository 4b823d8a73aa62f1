import type { DisableReason } from "#core/webhook/states";

/** How a receiver has done lately. */
export interface Standing {
  /** Since when everything failed, Unix ms; null when the last attempts did not all fail. */
  readonly firstFailedAt: number | null;
  /** Runs in a row in which everything failed. */
  readonly failedRuns: number;
  /** Nothing is sent before, Unix ms. */
  readonly pausedUntil: number | null;
}

/** What one run of attempts came to. */
export interface RunOutcome {
  readonly succeeded: number;
  readonly failed: number;
  /** The receiver answered that it is gone for good. */
  readonly isGone: boolean;
}

export const SOUND: Standing = { firstFailedAt: null, failedRuns: 0, pausedUntil: null };

/** Everything has failed for so long, ms: five days. */
export const DISABLED_AFTER_MS = 5 * 86_400_000;

/** How long a receiver at which everything failed is left alone, ms, by how many runs it failed in. */
const PAUSES_MS = [5_000, 30_000, 120_000, 300_000];

/**
 * How a receiver stands after a run. One success clears everything. A receiver at which all failed is left alone for a while, and
 * then asked with one event: what waits for it, waits, and no slot is held for it.
 *
 * @returns With the reason to disable it, or null.
 */
export function standingAfter(
  standing: Standing,
  run: RunOutcome,
  nowMs: number,
): Standing & { readonly disable: DisableReason | null } {
  const isDown = run.failed > 0 && run.succeeded === 0;
  if (!isDown) return { ...SOUND, disable: run.isGone ? "gone" : null };
  const failedRuns = standing.failedRuns + 1;
  const firstFailedAt = standing.firstFailedAt ?? nowMs;
  const pauseMs = PAUSES_MS[Math.min(failedRuns, PAUSES_MS.length) - 1] ?? 0;
  const isHopeless = nowMs - firstFailedAt >= DISABLED_AFTER_MS;
  return {
    firstFailedAt,
    failedRuns,
    pausedUntil: nowMs + pauseMs,
    disable: run.isGone ? "gone" : isHopeless ? "failing" : null,
  };
}
