/** As many messages as one run can post side by side: the connections that it may hold open. */
const BLOCK_MAX = 6;

/**
 * Rows that a run claims at once. Slow campaigns claim fewer, so that no row waits long between its claim and its slot.
 *
 * @param mps Messages per second that the campaign may send, 1 or more.
 */
export const blockSize = (mps: number): number =>
  Math.max(1, Math.min(BLOCK_MAX, Math.floor(mps / 4)));
