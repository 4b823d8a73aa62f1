/** The rows of a campaign's messages: planned slice by slice, and skipped when it is cancelled. */
import { CANCELLED_REASON } from "#core/campaign/eligibility";
import { rangeOf, type KeyRange } from "#core/campaign/recipient-ids";
import type { Id } from "#core/ids";
import type { MessagePurpose } from "#core/message/states";
import { statement, type Statement } from "#db/statement";
import { newBinder, type Binder } from "#db/tenant/binder";
import { countChanges } from "#db/tenant/campaign-counts";
import type { TenantDb } from "#db/tenant/client";
import { messageIdSql } from "#db/tenant/message-id-sql";

/** A part of a campaign's messages. */
export interface PlannedSlice {
  readonly campaignId: Id<"campaign">;
  readonly numberId: Id<"number">;
  readonly templateId: Id<"template">;
  readonly purpose: MessagePurpose;
  /** Head of the ids of all of the campaign's messages. */
  readonly messagePrefix: string;
  /** How many were planned before, and how many this slice has at most. */
  readonly planned: number;
  readonly size: number;
  /** SELECT of `contact_id`, `n` (place in the slice, from 0), `reason` and `variables`. */
  readonly people: (binder: Binder) => string;
}

/** Rows of a range that are new, as changes of their campaign's counters. */
const PLANNED = `SELECT campaign_id campaign, NULL was, state "next", skip_reason reason,
  NULL failed_was, NULL failed_next, 0 accepted, 0 sent, count(*) n
FROM messages WHERE id BETWEEN ?2 AND ?3 GROUP BY campaign_id, state, skip_reason`;

/**
 * Statements that write a slice and count it. Guard them with the cursor that the slice was read at: written twice, the ids
 * would clash and the batch fail. The first one's `meta.changes` tells how many rows there are.
 */
export function planMessages(db: TenantDb, slice: PlannedSlice, nowMs: number): Statement[] {
  const { first, last } = rangeOfSlice(slice);
  return [
    insertSlice(db, slice, nowMs),
    countChanges(db, { sql: PLANNED, params: [first, last] }, nowMs),
  ];
}

/** The keys that a slice's messages can have. */
export const rangeOfSlice = ({
  messagePrefix,
  planned,
  size,
}: Pick<PlannedSlice, "messagePrefix" | "planned" | "size">): KeyRange =>
  rangeOf(messagePrefix, planned, planned + size);

function insertSlice(db: TenantDb, slice: PlannedSlice, nowMs: number): Statement {
  const binder = newBinder();
  const { bind } = binder;
  const people = slice.people(binder);
  const now = bind(nowMs);
  const ordinal = `(CAST(${bind(slice.planned)} AS INTEGER) + a.n)`;
  const sql = `
INSERT INTO messages (id, direction, number_id, contact_id, campaign_id, template_id, type, variables, purpose,
  state, skip_reason, attempts, created_at, queued_at)
SELECT ${messageIdSql(bind(slice.messagePrefix), ordinal)}, 'outbound', ${bind(slice.numberId)},
  a.contact_id, ${bind(slice.campaignId)}, ${bind(slice.templateId)}, 'template',
  CASE WHEN a.reason IS NULL THEN a.variables END, ${bind(slice.purpose)},
  CASE WHEN a.reason IS NULL THEN 'queued' ELSE 'skipped' END, a.reason, 0, ${now},
  CASE WHEN a.reason IS NULL THEN ${now} END
FROM (${people}) a`;
  return statement(db, sql, ...binder.params);
}

const CANCELLED = `SELECT campaign_id campaign, 'queued' was, 'skipped' "next", '${CANCELLED_REASON}' reason, NULL failed_was, NULL failed_next,
  0 accepted, 0 sent, count(*) n FROM messages WHERE id BETWEEN ?2 AND ?3 AND state = 'queued' GROUP BY campaign_id`;

const SKIP = `UPDATE messages SET state = 'skipped', skip_reason = '${CANCELLED_REASON}'
WHERE id BETWEEN ?1 AND ?2 AND state = 'queued'`;

/** Statements that skip every message of a range that still waits, because its campaign is cancelled. */
export const skipQueued = (db: TenantDb, { first, last }: KeyRange, nowMs: number): Statement[] => [
  countChanges(db, { sql: CANCELLED, params: [first, last] }, nowMs),
  statement(db, SKIP, first, last),
];
