/** The end of a workspace that its owner closed: a grace in which it can be taken back, then step by step nothing is left. */

/** How long a closed workspace can be taken back, ms. */
export const GRACE_MS = 7 * 24 * 60 * 60_000;

/**
 * How long after the grace the end begins, ms: longer than any call or job that began before can still run, so that nobody is at
 * work in what is emptied.
 */
export const SETTLE_MS = 20 * 60_000;

/** What the end does, in this order: what leads to the rest goes last. */
export const CLOSING_STEPS = [
  "credentials",
  "numbers",
  "routes",
  "objects",
  "bucket",
  "quarantine",
  "database",
  "people",
  "audit",
  "record",
] as const;
export type ClosingStep = (typeof CLOSING_STEPS)[number];

/** Where an end goes on. */
export interface ClosingPlace {
  readonly step: ClosingStep;
  /** Since when it is at this step, Unix ms. */
  readonly sinceMs: number;
}

/** How many rows or objects left which store. */
export type ClosingCounts = Readonly<Record<string, number>>;

/** What one turn at a step came to: it is `done`, there is `more` to do at once, or it `waits` for something outside. */
export type ClosingTurn = "done" | "more" | "waits";

/** Where an end begins. */
export const firstPlace = (nowMs: number): ClosingPlace => ({
  step: CLOSING_STEPS[0],
  sinceMs: nowMs,
});

/** Where it goes on behind a step; null behind the last. */
export function placeAfter({ step }: ClosingPlace, nowMs: number): ClosingPlace | null {
  const next = CLOSING_STEPS[CLOSING_STEPS.indexOf(step) + 1];
  return next === undefined ? null : { step: next, sinceMs: nowMs };
}
