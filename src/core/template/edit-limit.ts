/** How often Meta lets an approved template be edited. Source: Meta, "Template management". */

const DAY_MS = 86_400_000;
const PER_DAY = 1;
const PER_WINDOW = 10;

/** The longer of the two windows, ms: older edits do not count. */
export const EDIT_WINDOW_MS = 30 * DAY_MS;

/**
 * When an approved template may be edited again; null when it may be now.
 *
 * @param editedAtMs Its edits while it was approved, Unix ms, in any order.
 */
export function editableFrom(editedAtMs: readonly number[], nowMs: number): number | null {
  const edits = editedAtMs.filter((at) => at > nowMs - EDIT_WINDOW_MS).toSorted((a, b) => b - a);
  const ends = [
    ...edits.slice(PER_DAY - 1, PER_DAY).map((at) => at + DAY_MS),
    ...edits.slice(PER_WINDOW - 1, PER_WINDOW).map((at) => at + EDIT_WINDOW_MS),
  ].filter((endMs) => endMs > nowMs);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The statuses in which Meta lets a template be edited. */
export const EDITABLE_STATUSES: readonly string[] = ["approved", "rejected", "paused"];
