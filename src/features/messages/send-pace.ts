/**
 * What one isolate knows of a number's pace: how the session's clock differs from ours, how quick an answer of Meta can be, and
 * which sends arrived later than their slots. All of it is memory that may be lost: it only makes pacing exact.
 */
import type { Id } from "#core/ids";
import { betterSample, sampleClock, type CallInstants, type ClockSample } from "#core/quota/clock";
import { SLACK_MS, type LateSlot } from "#core/quota/send-window";
import { IsolateCache } from "#platform/isolate-cache";

/** An answer that took longer says nothing of when Meta counted the message, ms. */
const TELLING_TRIP_MS = 5_000;
/** How long the quickest trip is believed, ms. */
const QUICKEST_GOOD_MS = 60_000;
const LATE_TOLD_MAX = 200;

/** A slot that went by moves the next ones this much further ahead, then twice as far, up to a limit, ms. */
const MISSED_STEP_MS = 4;
const MISSED_MAX_MS = 250;
/** Ahead of what is near no slot need lie: a busy machine misses one now and then, and a longer lead would only slow it, ms. */
const NEAR_MS = 10;

export class SendPace {
  private clock: ClockSample | undefined;
  private quickest: { readonly tripMs: number; readonly atMs: number } | undefined;
  private late: LateSlot[] = [];
  /** By how much misses have moved slots further ahead, ms. */
  private missedMs = 0;

  /** Learn from a call that took slots. */
  noteCall(call: CallInstants): void {
    this.clock = betterSample(this.clock, sampleClock(call));
  }

  /**
   * How far ahead a slot must lie to be met, ms: the answer that names it is on its way meanwhile. The session may be in another
   * data centre, and its clock is known up to half of the way.
   */
  get leadMs(): number {
    const travelMs = this.clock?.travelMs ?? 0;
    return travelMs < NEAR_MS ? 0 : Math.ceil(travelMs + this.missedMs);
  }

  /** Whether the slots of an ask could be met. */
  noteSlots({ missed }: { readonly missed: boolean }): void {
    this.missedMs = missed
      ? Math.min(MISSED_MAX_MS, Math.max(MISSED_STEP_MS, 2 * this.missedMs))
      : this.missedMs / 2;
  }

  /** A slot, which is by the session's clock, by ours. Unix ms. */
  ours(slotMs: number): number {
    return slotMs - (this.clock?.offsetMs ?? 0);
  }

  /** A send was answered: Meta counted it as late as the answer took longer than the quickest one does. */
  noteAnswer(send: { slotMs: number; sentAtMs: number; answeredAtMs: number }): void {
    const tripMs = send.answeredAtMs - send.sentAtMs;
    if (tripMs > TELLING_TRIP_MS) return;
    const known = this.quickest;
    const isStale = known !== undefined && send.answeredAtMs - known.atMs > QUICKEST_GOOD_MS;
    if (known === undefined || isStale || tripMs <= known.tripMs)
      this.quickest = { tripMs, atMs: send.answeredAtMs };
    const extraMs = tripMs - (this.quickest?.tripMs ?? tripMs);
    const byMs = Math.ceil(send.sentAtMs - this.ours(send.slotMs) + extraMs - SLACK_MS);
    if (byMs > 0 && this.late.length < LATE_TOLD_MAX) this.late.push({ slotMs: send.slotMs, byMs });
  }

  /** The late sends that were not told yet; they are told once. */
  takeLate(): readonly LateSlot[] {
    const late = this.late;
    this.late = [];
    return late;
  }
}

const paces = new IsolateCache<Id<"number">, SendPace>({ entriesMax: 1_000 });

/** This isolate's knowledge of a number. */
export function paceOf(numberId: Id<"number">): SendPace {
  const known = paces.get(numberId);
  if (known !== undefined) return known;
  const pace = new SendPace();
  paces.set(numberId, pace);
  return pace;
}
