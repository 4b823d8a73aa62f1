/**
 * How long people wait for an answer. Each answer falls into one bucket, so quantiles of any span are read from sums: they are
 * right to within a bucket.
 */

/** Upper ends of the buckets, seconds; the last one is open. */
export const REPLY_BOUNDS: readonly number[] = [
  15, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800,
];

/** The bucket of a wait, 0 to `REPLY_BOUNDS.length`. */
export function replyBucket(seconds: number): number {
  const i = REPLY_BOUNDS.findIndex((bound) => seconds <= bound);
  return i === -1 ? REPLY_BOUNDS.length : i;
}

/**
 * The wait in seconds that a share of the answers stayed within, spread evenly inside its bucket; null without answers. What
 * lies in the open bucket counts as its lower end.
 *
 * @param counts Answers by bucket.
 * @param share  0 to 1, e.g. 0.5 for the median.
 */
export function replyQuantile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [i, n] of counts.entries()) {
    const low = REPLY_BOUNDS[i - 1] ?? 0;
    if (n > 0 && before + n >= share * total) {
      const high = REPLY_BOUNDS[i] ?? low;
      return Math.round(low + (high - low) * ((share * total - before) / n));
    }
    before += n;
  }
  return REPLY_BOUNDS.at(-1) ?? null;
}

/** A message of a thread, as far as waiting for an answer goes. Oldest last. */
export interface ThreadMessage {
  readonly direction: "inbound" | "outbound";
  /** Whether a person or a program of the business answered with it: no campaign and no automation. */
  readonly isAnswer: boolean;
  /** Unix ms. */
  readonly atMs: number;
}

/**
 * Since when the person waited, when an answer is given: the first message that they wrote since the answer before; null when
 * they wrote none.
 *
 * @param before What stands before the answer in its thread, newest first.
 */
export function waitingSince(before: readonly ThreadMessage[]): number | null {
  const last = before.findIndex(({ direction, isAnswer }) => direction === "outbound" && isAnswer);
  const open = last === -1 ? before : before.slice(0, last);
  return open.findLast(({ direction }) => direction === "inbound")?.atMs ?? null;
}
