/** What is kept how long, as data: the classes that a workspace can set within bounds, and those that nobody can. */

/** How long one class of data is kept, in days. Where all three are one number it is not settable. */
export interface RetentionBounds {
  readonly defaultDays: number;
  readonly minDays: number;
  readonly maxDays: number;
  /** What it is, for whoever reads the list. */
  readonly covers: string;
}

const TEN_YEARS = 3_650;

/** The classes, in the order in which they are told and swept. */
export const RETENTION_CLASSES = [
  "messages",
  "live_messages",
  "media",
  "raw_webhooks",
  "delivery_log",
  "audit",
  "audit_addresses",
  "imports",
  "exports",
  "events",
  "backups",
] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export const RETENTION: Readonly<Record<RetentionClass, RetentionBounds>> = {
  messages: {
    defaultDays: 730,
    minDays: 30,
    maxDays: TEN_YEARS,
    covers:
      "Messages of both directions, in the database and in the archive. Afterwards they are gone; conversations, counts of campaigns and reports stay.",
  },
  live_messages: {
    defaultDays: 180,
    minDays: 30,
    maxDays: TEN_YEARS,
    covers:
      "Messages in the database, where they are searched and listed. Older ones move to the archive, out of which threads and single messages are read.",
  },
  media: {
    defaultDays: 365,
    minDays: 7,
    maxDays: TEN_YEARS,
    covers:
      "Files that people sent, and uploads since they were last sent, unless a quick reply, a template, an automation or a draft names them.",
  },
  raw_webhooks: {
    defaultDays: 14,
    minDays: 1,
    maxDays: 30,
    covers: "What Meta sent, as it came.",
  },
  delivery_log: {
    defaultDays: 30,
    minDays: 1,
    maxDays: 30,
    covers: "What was posted to webhooks, and what was answered.",
  },
  audit: {
    defaultDays: 730,
    minDays: 180,
    maxDays: TEN_YEARS,
    covers: "Who did what.",
  },
  audit_addresses: {
    defaultDays: 90,
    minDays: 1,
    maxDays: 365,
    covers: "IP address and User-Agent of audit entries. The entries stay.",
  },
  imports: {
    defaultDays: 7,
    minDays: 1,
    maxDays: 30,
    covers: "Files that contacts were imported from.",
  },
  exports: {
    defaultDays: 7,
    minDays: 1,
    maxDays: 30,
    covers: "Files that were made for you to download.",
  },
  events: {
    defaultDays: 30,
    minDays: 30,
    maxDays: 30,
    covers: "What happened, by ids alone: events hold nobody's data. Fixed.",
  },
  backups: {
    defaultDays: 30,
    minDays: 30,
    maxDays: 30,
    covers:
      "The database's points of recovery: what is deleted leaves them at the latest then. Fixed.",
  },
};

export const DAY_MS = 86_400_000;

/** What a workspace set; a class that is absent has its default. */
export type RetentionSettings = Readonly<Partial<Record<RetentionClass, number>>>;

/** How long a class is kept, days: as it was set, held within the bounds of today. */
export function daysOf(settings: RetentionSettings, name: RetentionClass): number {
  const { defaultDays, minDays, maxDays } = RETENTION[name];
  return Math.min(Math.max(settings[name] ?? defaultDays, minDays), maxDays);
}

/** The instant (Unix ms) before which a class is kept no longer. */
export const keptSince = (
  settings: RetentionSettings,
  name: RetentionClass,
  nowMs: number,
): number => nowMs - daysOf(settings, name) * DAY_MS;

/** Whether the days may be set for a class. */
export const isWithinBounds = (name: RetentionClass, days: number): boolean =>
  days >= RETENTION[name].minDays && days <= RETENTION[name].maxDays;
