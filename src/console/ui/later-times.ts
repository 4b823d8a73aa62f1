/** Instants that people mean when they put something off, by the calendar of this device. Pure, so that a test can hold them. */
export type LaterTime = "today" | "tomorrow" | "week";

const HOUR = 3_600_000;
const MORNING = 9;
/** What is put off until later today comes back three hours on, and not at night. */
const LATER_HOURS = 3;
const LATEST = 21;

/** Later today (left out in the evening), tomorrow at nine, and next Monday at nine. */
export function laterTimes(now: Date): readonly { readonly name: LaterTime; readonly at: Date }[] {
  const later = new Date(now.getTime() + LATER_HOURS * HOUR);
  later.setMinutes(0, 0, 0);
  const isToday = later.getDate() === now.getDate() && later.getHours() <= LATEST;
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    ...(isToday ? [{ name: "today" as const, at: later }] : []),
    { name: "tomorrow", at: morning(now, 1) },
    { name: "week", at: morning(now, toMonday) },
  ];
}

const morning = (now: Date, days: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
