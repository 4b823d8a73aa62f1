import {
  consentSplit,
  shownReason,
  SKIP_REASONS,
  type ConsentSplit,
} from "#core/campaign/eligibility";
import type { MessageState } from "#core/message/states";

/** The disjoint states that a campaign's rows can be in, in the order of a message's way. */
export const COUNTED_STATES = [
  "queued",
  "sending",
  "accepted",
  "held",
  "sent",
  "delivered",
  "read",
  "played",
  "failed",
  "unknown",
  "skipped",
] as const satisfies readonly MessageState[];
export type CountedState = (typeof COUNTED_STATES)[number];
export type Counts = Readonly<Record<CountedState, number>>;

/** What a campaign's row tells of its progress. */
export interface Tally {
  readonly status: string;
  readonly counts: Counts;
  readonly skippedByReason: Readonly<Record<string, number>>;
  /** Rows that were accepted, or sent, whatever became of them later. */
  readonly reachedAccepted: number;
  readonly reachedSent: number;
  /** The slower of the number's limit and the campaign's own pace, messages per second. */
  readonly limitMps: number;
  readonly paceMps: number | null;
  readonly launchedAtMs: number | null;
  readonly completedAtMs: number | null;
}

export interface Progress {
  readonly reached: Readonly<Record<"accepted" | "sent" | "delivered" | "read", number>>;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly noConsent: ConsentSplit;
  /** Messages per second, averaged since the launch; null before it. */
  readonly rateMps: number | null;
  /** Null when nothing is going to be sent. */
  readonly etaSeconds: number | null;
  readonly throttleReason: "pace" | "throughput" | null;
}

/** The states in which a row still waits: for us, for Meta's answer, or for Meta's judgement of the template. */
export const UNSETTLED_STATES = ["queued", "sending", "held"] as const satisfies CountedState[];

/** Whether no row waits any more: what makes a running campaign completed. */
export const isSettled = (counts: Counts): boolean =>
  UNSETTLED_STATES.every((state) => counts[state] === 0);

/** Derive what the progress view shows beside the counts themselves. */
export function progressOf(tally: Tally, nowMs: number): Progress {
  const { counts } = tally;
  const open = counts.queued + counts.sending;
  const mps = Math.min(tally.limitMps, tally.paceMps ?? Infinity);
  const isMoving = tally.status === "running" && open > 0;
  return {
    reached: {
      accepted: tally.reachedAccepted,
      sent: tally.reachedSent,
      delivered: counts.delivered + counts.read + counts.played,
      read: counts.read + counts.played,
    },
    skippedByReason: shownReasons(tally.skippedByReason),
    noConsent: consentSplit((kept) => tally.skippedByReason[kept] ?? 0),
    rateMps: rateOf(tally, nowMs),
    etaSeconds: isMoving && mps > 0 ? Math.ceil(open / mps) : null,
    throttleReason: isMoving ? (mps < tally.limitMps ? "pace" : "throughput") : null,
  };
}

/** Counts by kept reason as they are shown, those that can be known before as well. */
export function shownReasons(
  kept: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const shown: Record<string, number> = Object.fromEntries(
    SKIP_REASONS.map((reason) => [reason, 0]),
  );
  for (const [reason, n] of Object.entries(kept)) {
    const name = shownReason(reason);
    shown[name] = (shown[name] ?? 0) + n;
  }
  return shown;
}

/** Everything that was handed to Meta, over the time that it took. */
function rateOf(tally: Tally, nowMs: number): number | null {
  if (tally.launchedAtMs === null) return null;
  const { counts } = tally;
  const posted =
    Object.values(counts).reduce((sum, n) => sum + n, 0) - counts.queued - counts.skipped;
  const seconds = Math.max(1, ((tally.completedAtMs ?? nowMs) - tally.launchedAtMs) / 1000);
  return Math.round((posted / seconds) * 10) / 10;
}
