/** The SQL that writes messages, beside `applyFacts`, which every later change of a row goes through. */
import type { Id } from "#core/ids";
import type { CameWith } from "#core/whatsapp/came-with";
import type { MessageStatus } from "#core/whatsapp/envelope-status";
import {
  guard,
  isGuardBroken,
  jsonParameters,
  statement,
  toStatement,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { messages } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/queries";
import type { HeldClaim } from "#features/messages/queries-claims";

/** A message that Meta tells of as it is stored: a person's, or one that the business wrote on its phone. */
export interface InboundRow {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation">;
  readonly type: string;
  /** JSON text. */
  readonly content: string;
  readonly contextWamid: string | null;
  readonly cameWith: CameWith | null;
  readonly wamid: string;
  /** When it was written, Unix ms. */
  readonly atMs: number;
  /** When Meta's webhook came, Unix ms. */
  readonly receivedAtMs: number;
  /** Null for a person's. */
  readonly sentFrom: "phone" | null;
}

const INSERT_INBOUND = `
INSERT INTO messages (id, direction, number_id, contact_id, conversation_id, type, content, context_wamid, state, wamid,
  created_at, received_at, came_with, sent_at, sent_from)
SELECT m.value->>0, CASE WHEN m.value->>11 IS NULL THEN 'inbound' ELSE 'outbound' END, m.value->>1, m.value->>2, m.value->>3,
  m.value->>4, m.value->>5, m.value->>6, CASE WHEN m.value->>11 IS NULL THEN 'received' ELSE 'sent' END,
  m.value->>7, m.value->>8, CASE WHEN m.value->>11 IS NULL THEN m.value->>9 END, m.value->>10,
  CASE WHEN m.value->>11 IS NOT NULL THEN m.value->>9 END, m.value->>11
FROM json_each(?1) m WHERE true ON CONFLICT DO NOTHING`;

/**
 * Store messages that Meta tells of; one whose wamid is there already stays as it is. The content travels as a text inside the JSON, so
 * that no depth of nesting is ours or SQLite's to follow.
 */
export function insertInbound(db: TenantDb, rows: readonly InboundRow[]): Statement[] {
  const values = rows.map((m) => [
    m.id,
    m.numberId,
    m.contactId,
    m.conversationId,
    m.type,
    m.content,
    m.contextWamid,
    m.wamid,
    m.receivedAtMs,
    m.atMs,
    m.cameWith === null ? null : JSON.stringify(m.cameWith),
    m.sentFrom,
  ]);
  return jsonParameters(values).map((json) => statement(db, INSERT_INBOUND, json));
}

/** Store one message that is to be sent. */
export const insertOutbound = (db: TenantDb, row: MessageRow): Statement =>
  toStatement(db, db.insert(messages).values(row));

const UNIQUE_REF = "message.client_ref";

/** Before an insert: lets it through only while no message has this reference of the caller's (`isSecondRef`). */
export const refuseSecondRef = (db: TenantDb, clientRef: string): Statement =>
  guard(db, UNIQUE_REF, "NOT EXISTS (SELECT 1 FROM messages WHERE client_ref = ?1)", clientRef);

/** Whether a batch rolled back because another message has the reference. */
export const isSecondRef = (error: unknown): boolean => isGuardBroken(error, UNIQUE_REF);

const UNCLAIMED = "message.unclaimed";

/** Lets a batch through only while the message waits and no run has claimed it (`isClaimed`). */
export const refuseClaimed = (db: TenantDb, id: Id<"message">): Statement =>
  guard(db, UNCLAIMED, "(SELECT state FROM messages WHERE id = ?1) = 'queued'", id);

/** Whether a batch rolled back because a run had claimed the message. */
export const isClaimed = (error: unknown): boolean => isGuardBroken(error, UNCLAIMED);

const TAKE_BACK_ATTEMPT = `UPDATE messages SET attempts = attempts - 1 FROM json_each(?1) j
WHERE messages.id = j.value->>0 AND state = 'sending' AND claim = j.value->>1`;

/** A claim that never left us was no attempt. Put it before the facts, while the rows are still `sending` under the claim. */
export const takeBackAttempts = (db: TenantDb, rows: readonly HeldClaim[]): Statement[] =>
  jsonParameters(rows.map(({ id, claim }) => [id, claim])).map((json) =>
    statement(db, TAKE_BACK_ATTEMPT, json),
  );

const PARK = `
INSERT INTO orphan_statuses (message_id, status, at, body)
SELECT o.value->>0, o.value->>1, o.value->>2, o.value->>3 FROM json_each(?1) o WHERE true ON CONFLICT DO NOTHING`;

/** A status that came on a number of ours, with an id of ours whose message is not there. */
export interface ParkedStatus {
  readonly messageId: Id<"message">;
  readonly numberId: Id<"number">;
  readonly item: MessageStatus;
}

/** Keep statuses that carry ids of messages which are not there (yet), without whom they are about: `settleOrphans` applies them. */
export const parkStatuses = (db: TenantDb, orphans: readonly ParkedStatus[]): Statement[] =>
  jsonParameters(
    orphans.map(({ messageId, numberId, item: { recipient: _nobody, ...item } }) => [
      messageId,
      item.status,
      item.atMs,
      JSON.stringify({ ...item, numberId }),
    ]),
  ).map((json) => statement(db, PARK, json));

const PARKED = "statuses.parked";

/** Lets a batch through only while exactly `count` statuses of these messages are parked (`isUnparked`). */
export const requireParked = (
  db: TenantDb,
  ids: readonly Id<"message">[],
  count: number,
): Statement =>
  guard(
    db,
    PARKED,
    "(SELECT count(*) FROM orphan_statuses WHERE message_id IN (SELECT value FROM json_each(?1))) = ?2",
    JSON.stringify(ids),
    count,
  );

/** Whether a batch rolled back because another run settled the statuses, or more were parked meanwhile. */
export const isUnparked = (error: unknown): boolean => isGuardBroken(error, PARKED);

/** Forget parked statuses of messages. */
export const forgetParked = (db: TenantDb, ids: readonly Id<"message">[]): Statement[] =>
  jsonParameters(ids).map((json) =>
    statement(
      db,
      "DELETE FROM orphan_statuses WHERE message_id IN (SELECT value FROM json_each(?1))",
      json,
    ),
  );

/** Forget what was parked for an instant before `beforeMs` (Unix ms). */
export const forgetParkedBefore = (db: TenantDb, beforeMs: number): Statement =>
  statement(db, "DELETE FROM orphan_statuses WHERE at < ?1", beforeMs);
