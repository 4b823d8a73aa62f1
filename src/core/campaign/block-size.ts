/** As many messages as one run can post side by side: the connections that it may hold open. */
export const BLOCK_MAX = 6;

/**
 * Rows that a run takes slots for and claims at once. Slow campaigns take fewer, so that no slot lies long behind its claim.
 *
 * @param mps Messages per second that the campaign may send, 1 or more.
 */
export const blockSize = (mps: number): number =>
  Math.max(1, Math.min(BLOCK_MAX, Math.floor(mps / 4)));
