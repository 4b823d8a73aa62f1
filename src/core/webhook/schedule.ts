/** The schedule of the Standard Webhooks specification: seconds before each attempt, about 75 hours in all. */
export const ATTEMPT_DELAYS_SECONDS: readonly number[] = [
  0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];

/** Each wait is up to so much shorter or longer, so that what failed together does not come again together. */
const JITTER = 0.2;

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  /** Attempts made so far, from 1. */
  readonly attempts: number;
  readonly nowMs: number;
  /** A draw from [0, 1). */
  readonly random: number;
  /** What the receiver asked for with 429 or 503; null when it said nothing. */
  readonly retryAfterSeconds: number | null;
}

/**
 * When an attempt is made again, Unix ms; null when ten were made. A receiver that names its own wait is heard between once and
 * twice the wait of the schedule.
 */
export function nextAttemptAt(failed: FailedAttempt): number | null {
  const base = ATTEMPT_DELAYS_SECONDS[failed.attempts];
  if (base === undefined) return null;
  const seconds =
    failed.retryAfterSeconds === null
      ? base * (1 - JITTER + 2 * JITTER * failed.random)
      : Math.min(2 * base, Math.max(base, failed.retryAfterSeconds));
  return failed.nowMs + Math.round(seconds * 1_000);
}

/** The seconds that a `Retry-After` names (RFC 9110 §10.2.3), as seconds or as a date; null when it names none. */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return Number(text);
  const atMs = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, Math.ceil((atMs - nowMs) / 1_000));
}
