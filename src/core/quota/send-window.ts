/**
 * The exact window of one number: who may send when, so that no 1,000 ms ever hold more sends than the limit. A slot is good
 * from its instant until `SLOT_GUARD_MS` later; a sender that is late gives it up and takes another.
 */

/** Length of the window that Meta's throughput limit is counted over, ms. */
export const WINDOW_MS = 1_000;
/** How late a slot may be used, ms. */
export const SLOT_GUARD_MS = 15;
/** How much later than its neighbours a send may reach Meta on its way without being told late, ms. */
const TRAVEL_MS = 5;
/** A slot leaves the window this much later than the window is long, so that a late use or a slow way cannot crowd it. */
export const SLACK_MS = SLOT_GUARD_MS + TRAVEL_MS;
/**
 * Slots stand at least this part of `WINDOW_MS / limit` apart. Less, and the first second is a burst that repeats in every later
 * one and that senders cannot keep up with; more, and nothing is left to catch up with after a gap.
 */
const GAP_SHARE = 0.8;
const GAP_MS = 10;
/** The nearest slot, ms from now: a caller needs a moment to get there. */
const LEAD_MS = 2;

/** Instants (Unix ms, ascending) of the slots handed out that may still matter. */
export type SendWindow = readonly number[];

export const EMPTY_WINDOW: SendWindow = [];

export interface SlotAsk {
  /** Slots wanted, a whole number > 0. */
  readonly count: number;
  /** Sends per second allowed now, a whole number > 0. May differ from ask to ask. */
  readonly limit: number;
  readonly nowMs: number;
  /** No slot before this instant, Unix ms. */
  readonly notBeforeMs?: number;
}

/** The least distance between two slots, ms. A slow number may as well have its few at once. */
const gapOf = (limit: number): number => Math.min(GAP_MS, (GAP_SHARE * WINDOW_MS) / limit);

/** The instant of the next slot, Unix ms. */
export function nextSlotAt(window: SendWindow, ask: Omit<SlotAsk, "count">): number {
  const oldest = window.at(-ask.limit);
  const last = window.at(-1);
  return Math.max(
    ask.nowMs + LEAD_MS,
    ask.notBeforeMs ?? -Infinity,
    oldest === undefined ? -Infinity : oldest + WINDOW_MS + SLACK_MS,
    last === undefined ? -Infinity : last + gapOf(ask.limit),
  );
}

/**
 * Put slots back that nobody used, so that others may have their places.
 *
 * @param unused Instants as `takeSlots` gave them; those that the window has forgotten are ignored.
 */
export const returnSlots = (window: SendWindow, unused: readonly number[]): SendWindow =>
  without(window, unused);

/** The window without one entry for each instant: a slot that was moved may stand where another one does. */
function without(window: SendWindow, instants: readonly number[]): SendWindow {
  const rest = [...window];
  for (const at of instants) {
    const i = rest.lastIndexOf(at);
    if (i >= 0) rest.splice(i, 1);
  }
  return rest;
}

/** A send that reached Meta later than its slot says. */
export interface LateSlot {
  /** The slot's instant as `takeSlots` gave it. */
  readonly slotMs: number;
  /** By how much more than `SLACK_MS`, which every slot allows for, ms. */
  readonly byMs: number;
}

/**
 * Move slots to where their sends were counted, so that the sends a second later keep their distance from them. It is in time
 * when it is told within the second, which it is unless Meta takes that long to answer.
 */
export function moveSlots(window: SendWindow, late: readonly LateSlot[]): SendWindow {
  if (late.length === 0) return window;
  const there = without(
    window,
    late.map(({ slotMs }) => slotMs),
  );
  return [...there, ...late.map(({ slotMs, byMs }) => slotMs + byMs)].toSorted((a, b) => a - b);
}

/**
 * Take slots.
 *
 * @returns the window after it, and the instants (Unix ms, ascending).
 */
export function takeSlots(
  window: SendWindow,
  ask: SlotAsk,
): { window: SendWindow; slotsMs: readonly number[] } {
  const kept = window.filter((at) => at > ask.nowMs - WINDOW_MS - SLACK_MS);
  const slotsMs: number[] = [];
  for (let i = 0; i < ask.count; i++) {
    const at = nextSlotAt(kept, ask);
    kept.push(at);
    slotsMs.push(at);
  }
  return { window: kept, slotsMs };
}
