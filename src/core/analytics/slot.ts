/**
 * Counts are kept by quarter of an hour, UTC: every time zone of today lies a whole number of quarters from UTC, so a day of any
 * zone is a whole number of slots.
 */
export const SLOT_MS = 15 * 60 * 1000;

/** The slot of an instant (Unix ms): quarters of an hour since 1970. */
export const slotOf = (atMs: number): number => Math.floor(atMs / SLOT_MS);
