/** How much of a number's limit is used after Meta said "too fast": half at once, then back in a straight line. */
export interface Throttle {
  /** Share of the limit at `sinceMs`, in (0, 1]. */
  readonly share: number;
  readonly sinceMs: number;
  /** No send before this instant, Unix ms. */
  readonly blockedUntilMs: number;
}

export const UNTHROTTLED: Throttle = { share: 1, sinceMs: 0, blockedUntilMs: 0 };

/** From half to the whole limit in this time, ms. */
export const RAMP_MS = 10_000;
/** Answers to sends that were already on their way say nothing new. */
const ONE_CAUSE_MS = 1_000;
const SHARE_MIN = 1 / 64;

/** The share of the limit at an instant, in (0, 1]. */
export const shareAt = (throttle: Throttle, nowMs: number): number =>
  Math.min(1, throttle.share + Math.max(0, nowMs - throttle.sinceMs) / (2 * RAMP_MS));

/** Sends per second at an instant: a whole number, at least 1. */
export const limitAt = (throttle: Throttle, limit: number, nowMs: number): number =>
  Math.max(1, Math.floor(limit * shareAt(throttle, nowMs)));

/** Meta refused a send for its rate: halve, and rest for `afterMs`. Refusals within a second count once. */
export const halve = (throttle: Throttle, afterMs: number, nowMs: number): Throttle => ({
  share:
    nowMs - throttle.sinceMs < ONE_CAUSE_MS
      ? throttle.share
      : Math.max(SHARE_MIN, shareAt(throttle, nowMs) / 2),
  sinceMs: nowMs,
  blockedUntilMs: Math.max(throttle.blockedUntilMs, nowMs + afterMs),
});
