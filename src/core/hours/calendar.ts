import { Temporal } from "temporal-polyfill";

import { DAYS, type BusinessHours } from "#core/hours/business-hours";

/** How far ahead an opening is looked for: the next may be behind a long holiday, but not behind a year of them. */
const DAYS_AHEAD_MAX = 400;

/** When a business is open on one day, as instants: half-open, Unix ms. */
interface OpenSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether the business is open at an instant, Unix ms. The last minute of a span is open, its end is closed. */
export const isOpen = (hours: BusinessHours, atMs: number): boolean =>
  spansOn(hours, dateAt(hours.timezone, atMs)).some(
    ({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs,
  );

/**
 * When the business is open next: `atMs` itself while it is open; null when it opens on none of the days to come.
 *
 * @returns Unix ms.
 */
export function nextOpening(hours: BusinessHours, atMs: number): number | null {
  let date = dateAt(hours.timezone, atMs);
  for (let days = 0; days <= DAYS_AHEAD_MAX; days++, date = date.add({ days: 1 })) {
    const span = spansOn(hours, date).find(({ toMs }) => toMs > atMs);
    if (span !== undefined) return Math.max(atMs, span.fromMs);
  }
  return null;
}

/**
 * The next instant behind `atMs` at which clocks of a zone show a time.
 *
 * @param time `HH:MM`. One that clocks skip is taken as much later as they jump. @returns Unix ms.
 */
export function nextTimeOfDay(timezone: string, time: string, atMs: number): number {
  const today = dateAt(timezone, atMs);
  const first = instantOf(timezone, today, time);
  return first > atMs ? first : instantOf(timezone, today.add({ days: 1 }), time);
}

/** When a weekly or daily appointment is due next, behind `atMs`. @param days Empty: every day. @returns Unix ms. */
export function nextAppointment(
  timezone: string,
  { time, days }: { readonly time: string; readonly days: readonly string[] },
  atMs: number,
): number {
  let date = dateAt(timezone, atMs);
  for (let ahead = 0; ; ahead++, date = date.add({ days: 1 })) {
    const dueMs = instantOf(timezone, date, time);
    const isDay = days.length === 0 || days.includes(DAYS[date.dayOfWeek - 1] ?? "");
    // Eight days hold every day of the week behind now.
    if ((isDay && dueMs > atMs) || ahead > 8) return dueMs;
  }
}

const dateAt = (timezone: string, atMs: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timezone).toPlainDate();

/** Spans are cut where the clock is set: one that begins in a skipped hour begins when the hour after it does. */
function spansOn(
  { timezone, weekly, holidays }: BusinessHours,
  date: Temporal.PlainDate,
): OpenSpan[] {
  const name = date.toString();
  const day = DAYS[date.dayOfWeek - 1] ?? "mon";
  const spans = holidays.find((holiday) => holiday.date === name)?.hours ?? weekly[day];
  return spans
    .map(([from, to]) => ({
      fromMs: instantOf(timezone, date, from),
      toMs: instantOf(timezone, date, to),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

function instantOf(timezone: string, date: Temporal.PlainDate, time: string): number {
  const [day, clock] = time === "24:00" ? [date.add({ days: 1 }), "00:00"] : [date, time];
  return day
    .toPlainDateTime(Temporal.PlainTime.from(clock))
    .toZonedDateTime(timezone, { disambiguation: "compatible" }).epochMilliseconds;
}
