import { DAY_MS } from "#core/retention/classes";

/** How far the sweep of one class has come. Instants in Unix ms. */
export interface Pass {
  readonly startedAt: number;
  /** Null while it is under way. */
  readonly finishedAt: number | null;
  /** Where the next step goes on; empty at the beginning. */
  readonly position: string;
  /** Rows that it has let go. */
  readonly swept: number;
  /** What the pass before let go; null when there was none. */
  readonly lastSwept: number | null;
}

/** What one step did. */
export interface Step {
  /** Where the next one goes on; null when nothing is left. */
  readonly position: string | null;
  readonly swept: number;
}

/** A pass that no step has moved for so long was broken off, ms. */
const BROKEN_OFF_MS = 10 * 60_000;

/** Whether a class wants a sweep: once a day (or as often as `everyMs` says), or because the last one was broken off. */
export const wantsPass = (
  pass: Pick<Pass, "startedAt" | "finishedAt"> | undefined,
  nowMs: number,
  everyMs: number = DAY_MS,
) =>
  pass === undefined ||
  nowMs - pass.startedAt >= (pass.finishedAt === null ? BROKEN_OFF_MS : everyMs);

/** The pass that a step belongs to: the one under way, or the next. @param keepsPosition The next goes on where the last ended. */
export function passOf(before: Pass | undefined, nowMs: number, keepsPosition: boolean): Pass {
  if (before !== undefined && before.finishedAt === null) return before;
  return {
    startedAt: nowMs,
    finishedAt: null,
    position: keepsPosition ? (before?.position ?? "") : "",
    swept: 0,
    lastSwept: before?.swept ?? null,
  };
}

/** A pass after one more step. */
export const afterStep = (pass: Pass, { position, swept }: Step, nowMs: number): Pass => ({
  ...pass,
  position: position ?? pass.position,
  finishedAt: position === null ? nowMs : null,
  swept: pass.swept + swept,
});
