import type { AlertKind } from "#core/alert/kinds";
import type { EventType } from "#core/event/catalogue";

/** What an alert is of. */
export interface BadNews {
  readonly kind: AlertKind;
  /** The id of what it is about. */
  readonly subject: string | null;
}

/** An event as the ledger has it. */
export interface ToldEvent {
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Reading {
  readonly kind: AlertKind;
  /** The member that names what it is about; null: the workspace itself. */
  readonly of: string | null;
  /** Whether an event of the type is bad news at all. */
  readonly when?: (data: ToldEvent["data"]) => boolean;
}

/** Which events are bad news. */
const READINGS: Partial<Record<EventType, Reading>> = {
  "number.restricted": { kind: "number_restricted", of: "number_id" },
  "number.needs_reauth": { kind: "number_needs_reauth", of: "number_id" },
  "number.quality_changed": {
    kind: "number_quality_red",
    of: "number_id",
    when: (data) => data["quality_rating"] === "red",
  },
  "number.token_expiring": { kind: "token_expiring", of: "number_id" },
  "number.alerted": {
    kind: "account_alert",
    of: "number_id",
    when: (data) => data["severity"] !== "informational",
  },
  "template.rejected": { kind: "template_rejected", of: "template_id" },
  "template.paused": { kind: "template_paused", of: "template_id" },
  "template.disabled": { kind: "template_disabled", of: "template_id" },
  "campaign.paused": {
    kind: "campaign_paused",
    of: "campaign_id",
    when: (data) => data["reason"] !== "requested",
  },
  "automation.run.failed": { kind: "automation_failed", of: "automation_id" },
  "webhook.disabled": {
    kind: "webhook_disabled",
    of: "webhook_id",
    when: (data) => data["reason"] !== "requested",
  },
  "workspace.ai_cap_reached": { kind: "ai_cap_reached", of: null },
  "message.unknown": { kind: "unknown_sends", of: "number_id" },
};

/** The types that may be bad news. */
// Safe: the table's names are types.
export const BAD_NEWS_TYPES = Object.keys(READINGS) as EventType[];

/** What of an event somebody should see to; null when it is no bad news. */
export function badNewsOf({ type, data }: ToldEvent): BadNews | null {
  const reading = READINGS[type];
  if (reading === undefined || reading.when?.(data) === false) return null;
  const subject = reading.of === null ? null : data[reading.of];
  return { kind: reading.kind, subject: typeof subject === "string" ? subject : null };
}

/** Withdrawals below which no share of them is told of. */
const OPT_OUTS_MIN = 5;
/** The share of marketing messages that people answered by withdrawing, from which it is told of. */
const OPT_OUT_RATE = 0.02;

/** Whether so many people withdrew, of so many marketing messages delivered in the same span, that somebody should know. */
export const isOptOutRateHigh = (optOuts: number, delivered: number): boolean =>
  optOuts >= OPT_OUTS_MIN && optOuts >= OPT_OUT_RATE * delivered;

/** A database of D1 holds this much. Source: Cloudflare, "D1 limits". Bytes. */
const DATABASE_BYTES_MAX = 10_000_000_000;
const NEARLY = 0.8;

/** Whether a workspace's database is so full that somebody must see to it before nothing can be written. */
export const isNearlyFull = (bytes: number): boolean => bytes >= NEARLY * DATABASE_BYTES_MAX;
