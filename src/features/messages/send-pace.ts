/**
 * What one isolate knows of a number's pace: how the session's clock differs from ours, how quick an answer of Meta can be, and
 * which sends arrived later than their slots. All of it is memory that may be lost: it only makes pacing exact.
 */
import type { Id } from "#core/ids";
import {
  betterSample,
  sampleClock,
  slewed,
  type CallInstants,
  type ClockOffset,
  type ClockSample,
} from "#core/quota/clock";
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
/** How long a claim is thought to take before one was made, ms. */
const CLAIM_MS = 20;
/** What of a claim's time is still believed after the next one. */
const CLAIM_MEMORY = 0.8;
/** Ahead of what is near no slot need lie: a busy machine misses one now and then, and a longer lead would only slow it, ms. */
const NEAR_MS = 10;

export class SendPace {
  private clock: ClockSample | undefined;
  private offset: ClockOffset | undefined;
  private quickest: { readonly tripMs: number; readonly atMs: number } | undefined;
  private claimMs = CLAIM_MS;
  private late: LateSlot[] = [];
  /** By how much misses have moved slots further ahead, ms. */
  private missedMs = 0;

  /** Learn from a call that took slots. */
  noteCall(call: CallInstants): void {
    this.clock = betterSample(this.clock, sampleClock(call));
    this.offset = slewed(this.offset, this.clock, call.answeredAtMs);
  }

  /** How long the claim of a block took, ms. The longest of the last ones counts. */
  noteClaim(tookMs: number): void {
    this.claimMs = Math.max(tookMs, CLAIM_MEMORY * this.claimMs);
  }

  /** How long the next claim will hardly take longer than, ms. */
  get claimLeadMs(): number {
    return Math.ceil(this.claimMs);
  }

  /**
   * How far ahead a slot must lie to be met, ms: the answer that names it is on its way meanwhile, and then the messages are
   * claimed. The session may be in another data centre, and its clock is known up to half of the way.
   */
  get leadMs(): number {
    const aheadMs = (this.clock?.travelMs ?? 0) + this.claimMs;
    return aheadMs < NEAR_MS ? 0 : Math.ceil(aheadMs + this.missedMs);
  }

  /** Whether the slots of an ask could be met. */
  noteSlots({ missed }: { readonly missed: boolean }): void {
    this.missedMs = missed
      ? Math.min(MISSED_MAX_MS, Math.max(MISSED_STEP_MS, 2 * this.missedMs))
      : this.missedMs / 2;
  }

  /** A slot, which is by the session's clock, by ours. Unix ms. */
  ours(slotMs: number): number {
    return slotMs - (this.offset?.offsetMs ?? 0);
  }

  /**
   * A send was answered: Meta counted it as late as the answer took longer than the quickest one does.
   *
   * @param send `slotMs` is null when it left without a slot.
   */
  noteAnswer(send: { slotMs: number | null; sentAtMs: number; answeredAtMs: number }): void {
    const tripMs = send.answeredAtMs - send.sentAtMs;
    if (tripMs > TELLING_TRIP_MS) return;
    const extraMs = tripMs - this.noteTrip(tripMs, send.answeredAtMs);
    if (send.slotMs === null) return;
    const byMs = Math.ceil(send.sentAtMs - this.ours(send.slotMs) + extraMs - SLACK_MS);
    if (byMs > 0 && this.late.length < LATE_TOLD_MAX) this.late.push({ slotMs: send.slotMs, byMs });
  }

  /** @returns the quickest trip that is known, this one included, ms. */
  private noteTrip(tripMs: number, atMs: number): number {
    const known = this.quickest;
    if (known !== undefined && known.tripMs < tripMs && atMs - known.atMs <= QUICKEST_GOOD_MS)
      return known.tripMs;
    this.quickest = { tripMs, atMs };
    return tripMs;
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
