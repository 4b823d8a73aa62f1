/**
 * The difference between two machines' clocks, learned from the calls that are made anyway, as NTP does (RFC 5905 §8): a call's
 * four instants tell it up to half of what the call spent on its way. The quickest call of the last minute speaks.
 */

/** One call's instants, Unix ms: two by the caller's clock, two by the callee's. */
export interface CallInstants {
  readonly askedAtMs: number;
  readonly receivedAtMs: number;
  readonly repliedAtMs: number;
  readonly answeredAtMs: number;
}

export interface ClockSample {
  /** The callee's clock minus the caller's, ms. */
  readonly offsetMs: number;
  /** What the call spent on its way, both directions, ms: the offset is right up to half of it. */
  readonly travelMs: number;
  /** When it was taken, by the caller's clock. */
  readonly atMs: number;
}

/** A sample is worth keeping this long, ms: clocks drift. */
const SAMPLE_GOOD_MS = 60_000;

export function sampleClock(call: CallInstants): ClockSample {
  const { askedAtMs, receivedAtMs, repliedAtMs, answeredAtMs } = call;
  return {
    offsetMs: (receivedAtMs - askedAtMs + (repliedAtMs - answeredAtMs)) / 2,
    travelMs: answeredAtMs - askedAtMs - (repliedAtMs - receivedAtMs),
    atMs: answeredAtMs,
  };
}

/** The sample to go by from now on. */
export const betterSample = (known: ClockSample | undefined, next: ClockSample): ClockSample =>
  known !== undefined && known.travelMs <= next.travelMs && next.atMs - known.atMs < SAMPLE_GOOD_MS
    ? known
    : next;

/** A clock that is known better is approached by this much in a second, ms: less than a slot leaves for the way to Meta. */
const SLEW_MS = 5;
/** Further away the clock was not known at all, and is set at once, ms. */
const STEP_MS = 50;

/** The offset that instants are converted with, ms, and since when (Unix ms). */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly atMs: number;
}

/**
 * Follow a better sample slowly, as NTP slews a clock: a jump would crowd the sends behind it into the second of those before.
 */
export function slewed(
  known: ClockOffset | undefined,
  sample: ClockSample,
  nowMs: number,
): ClockOffset {
  const awayMs = sample.offsetMs - (known?.offsetMs ?? Infinity);
  if (known === undefined || Math.abs(awayMs) > STEP_MS)
    return { offsetMs: sample.offsetMs, atMs: nowMs };
  const reachMs = (SLEW_MS * Math.max(0, nowMs - known.atMs)) / 1000;
  const stepMs = Math.max(-reachMs, Math.min(reachMs, awayMs));
  return { offsetMs: known.offsetMs + stepMs, atMs: nowMs };
}
