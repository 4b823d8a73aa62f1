import { textOf } from "#core/whatsapp/envelope-json";

/** An instant that an item claims, checked against when it was received. */
export interface ItemTime {
  /** Unix ms. */
  readonly atMs: number;
  /** The claim was unusable (zero, before WhatsApp, in the future, no number): `atMs` is when we received it. */
  readonly isReplaced: boolean;
}

/** Nothing on WhatsApp happened before 2009. Unix seconds. */
const EARLIEST_S = 1_230_768_000;

/** Meta's clock and ours may differ by so much. */
const SKEW_MS = 10 * 60 * 1000;

/** Read Meta's timestamp: Unix seconds, as a string of digits or as a number. */
export function itemTime(timestamp: unknown, receivedAtMs: number): ItemTime {
  const seconds =
    typeof timestamp === "string" && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : timestamp;
  if (typeof seconds === "number" && Number.isInteger(seconds) && seconds >= EARLIEST_S) {
    const atMs = seconds * 1000;
    if (atMs <= receivedAtMs + SKEW_MS) return { atMs, isReplaced: false };
  }
  return { atMs: receivedAtMs, isReplaced: true };
}

/** Unix ms from Unix seconds, a number or a text of digits, that may lie ahead; null when there are none. */
export function instantOf(value: unknown): number | null {
  const text = textOf(value) ?? "";
  return /^\d{9,11}$/.test(text) ? Number(text) * 1000 : null;
}
