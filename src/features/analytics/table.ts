import { PROGRESS } from "#core/analytics/tally";
import type { MessageDays, Overview } from "#features/analytics/schemas";
import { csvOf, type CsvRow } from "#platform/http/csv";

const CATEGORIES = ["marketing", "utility", "authentication", "service"] as const;

const WAITS = ["replies", "p50_seconds", "p90_seconds", "mean_seconds"] as const;

/** The columns of each report's table. */
const COLUMNS = {
  overview: [
    "from",
    "to",
    "timezone",
    "received",
    "echoed",
    ...PROGRESS,
    "conversations",
    "contacts",
    "opt_ins",
    "opt_outs",
    ...WAITS,
  ],
  messages: [
    "day",
    "received",
    "echoed",
    ...PROGRESS,
    ...CATEGORIES.flatMap((category) => PROGRESS.map((what) => `${category}_${what}`)),
  ],
  responses: ["day", ...WAITS],
  agents: ["kind", "id", "sent", "replies", "mean_reply_seconds"],
  campaigns: [
    "campaign_id",
    "name",
    "template_id",
    "status",
    "launched_at",
    "planned",
    "skipped",
    "accepted",
    ...PROGRESS,
    "unknown",
  ],
  templates: ["template_id", "name", "language", "category", "status", ...PROGRESS],
  spend: ["category", "market", "billed", "free"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A report's rows as CSV, with the same columns whether there are rows or not. */
export const tableOf = (report: keyof typeof COLUMNS, rows: readonly CsvRow[]): string =>
  csvOf(COLUMNS[report], rows);

/** A report of one row. */
export const overviewTable = (overview: Overview): string => tableOf("overview", [overview]);

/** Days with their categories side by side: `marketing_sent` and so on. */
export const messageTable = ({ data }: MessageDays): string =>
  tableOf(
    "messages",
    data.map(({ by_category: categories, ...day }) => ({
      ...day,
      ...Object.fromEntries(
        CATEGORIES.flatMap((category) =>
          PROGRESS.map((what) => [`${category}_${what}`, categories[category]?.[what] ?? 0]),
        ),
      ),
    })),
  );
