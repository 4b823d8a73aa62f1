/** How far ahead a message can be scheduled, ms. */
export const SCHEDULE_MAX_MS = 365 * 24 * 60 * 60 * 1000;
/** How late a scheduled message is sent unless its sender says otherwise, ms. */
export const LATE_MAX_MS = 60 * 60 * 1000;

/** Whether a message can be scheduled for an instant. Both are Unix ms. */
export const canSchedule = (atMs: number, nowMs: number): boolean =>
  atMs > nowMs && atMs <= nowMs + SCHEDULE_MAX_MS;

/** Whether a message's time has gone by too long ago. */
export const isMissed = (
  { dueAtMs, lateMaxMs }: { readonly dueAtMs: number; readonly lateMaxMs: number },
  nowMs: number,
): boolean => nowMs - dueAtMs > lateMaxMs;
