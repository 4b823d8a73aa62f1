import { Temporal } from "temporal-polyfill";

import { slotOf } from "#core/analytics/slot";

/** Days that one answer holds, at most. */
export const DAYS_MAX = 366;

/** A day of a time zone, and the slots that it covers: `from` inclusive, `to` exclusive. */
export interface Day {
  /** ISO 8601, e.g. `2026-11-27`. */
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/** Whether a text is a day of the calendar, spelled `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

/** The day in a time zone on which an instant (Unix ms) falls, moved by `days`. */
export const dayAt = (atMs: number, zone: string, days = 0): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days })
    .toString();

/** How many days `to` lies behind `from`; 0 when they are the same, negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;

/** The days from one to another, both included, as a time zone has them: 23 or 25 hours long where the clock changes. */
export function daysOf(from: string, to: string, zone: string): readonly Day[] {
  const count = daysBetween(from, to) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const date = Temporal.PlainDate.from(from).add({ days: i });
    return {
      day: date.toString(),
      from: startOf(date, zone),
      to: startOf(date.add({ days: 1 }), zone),
    };
  });
}

/** A day begins at its first moment: where midnight is skipped by the clock, that is one o'clock. */
const startOf = (date: Temporal.PlainDate, zone: string): number =>
  slotOf(date.toZonedDateTime(zone).epochMilliseconds);
