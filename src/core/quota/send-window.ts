/**
 * The exact window of one number: who may send when, so that no 1,000 ms ever hold more sends than the limit. A slot is good
 * from its instant until `SLOT_GUARD_MS` later; a sender that is late gives it up and takes another.
 */

/** Length of the window that Meta's throughput limit is counted over, ms. */
export const WINDOW_MS = 1_000;
/** How late a slot may be used, ms. Every slot leaves the window this much later, so a late use cannot crowd it. */
export const SLOT_GUARD_MS = 20;
/** Slots of an empty window stand this far apart, ms, so that its first second is no burst. */
const GAP_MS = 6;
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

/** Slots at most this close to each other: 6 ms, or half of what the limit needs when that is less. */
const gapOf = (limit: number): number => Math.min(GAP_MS, WINDOW_MS / (2 * limit));

/** The instant of the next slot, Unix ms. */
export function nextSlotAt(window: SendWindow, ask: Omit<SlotAsk, "count">): number {
  const oldest = window.at(-ask.limit);
  const last = window.at(-1);
  return Math.max(
    ask.nowMs + LEAD_MS,
    ask.notBeforeMs ?? -Infinity,
    oldest === undefined ? -Infinity : oldest + WINDOW_MS + SLOT_GUARD_MS,
    last === undefined ? -Infinity : last + gapOf(ask.limit),
  );
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
  const kept = window.filter((at) => at > ask.nowMs - WINDOW_MS - SLOT_GUARD_MS);
  const slotsMs: number[] = [];
  for (let i = 0; i < ask.count; i++) {
    const at = nextSlotAt(kept, ask);
    kept.push(at);
    slotsMs.push(at);
  }
  return { window: kept, slotsMs };
}
