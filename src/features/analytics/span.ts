import { dayAt, daysBetween, daysOf, DAYS_MAX, type Day } from "#core/analytics/days";
import { addCounts, type Counts } from "#core/analytics/tally";
import { fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { readSums } from "#features/analytics/queries";
import type { ReportQuery } from "#features/analytics/schemas";
import type { ScopedContext } from "#platform/context";

/** Days that a report has when nobody says which. */
const DAYS_DEFAULT = 30;

/** What a report is about. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly days: readonly Day[];
  readonly number: Id<"number"> | null;
}

/** @throws AppError `out_of_range` when the days are in the wrong order, or too many. */
export function spanOf(ctx: ScopedContext, query: Omit<ReportQuery, "format">): Span {
  const timezone = query.timezone ?? ctx.tenant.timezone;
  const to = query.to ?? dayAt(ctx.nowMs(), timezone);
  const from = query.from ?? dayBefore(to, DAYS_DEFAULT - 1);
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw fieldError("out_of_range", "from", "from must not be after to.");
  if (days > DAYS_MAX)
    throw fieldError("out_of_range", "from", `from and to may span ${DAYS_MAX} days at most.`);
  return { from, to, timezone, days: daysOf(from, to, timezone), number: query.number ?? null };
}

const dayBefore = (day: string, days: number): string =>
  dayAt(Date.parse(`${day}T00:00:00Z`), "UTC", -days);

/** How the span is told. */
export const toldSpan = ({ from, to, timezone }: Span) => ({ from, to, timezone });

/** The counts of each day whose names begin with a prefix. */
export const sumsOf = (ctx: ScopedContext, span: Span, prefix = ""): Promise<readonly Counts[]> =>
  readSums(ctx.db, { days: span.days, number: span.number, prefix });

/** All days together. */
export const total = (sums: readonly Counts[]): Counts => sums.reduce(addCounts, {});
