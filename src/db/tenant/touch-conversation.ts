import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** One message or call that moves a conversation. */
export interface ConversationTouch {
  /** `conversationIdOf(contactId, numberId)`. */
  readonly id: Id<"conversation">;
  readonly contactId: Id<"contact">;
  readonly numberId: Id<"number">;
  /** The newest message of the touch; null when there is none. */
  readonly messageId: Id<"message"> | null;
  /** Unix ms; of an inbound message by Meta's clock. */
  readonly atMs: number;
  readonly inbound: boolean;
  /** How many inbound messages nobody has read yet. */
  readonly unreadBy: number;
}

const TOUCH = `
INSERT INTO conversations (id, contact_id, number_id, status, unread, last_message_id, last_at, last_inbound_at, created_at)
SELECT t.value->>0, t.value->>1, t.value->>2, 'open', t.value->>3, t.value->>4, t.value->>5, t.value->>6, t.value->>5
FROM json_each(?1) t WHERE true
ON CONFLICT (id) DO UPDATE SET
  unread = unread + excluded.unread,
  last_message_id = CASE WHEN excluded.last_at >= last_at OR last_message_id IS NULL
    THEN coalesce(excluded.last_message_id, last_message_id) ELSE last_message_id END,
  last_at = max(last_at, excluded.last_at),
  last_inbound_at = max(coalesce(last_inbound_at, excluded.last_inbound_at), coalesce(excluded.last_inbound_at, last_inbound_at)),
  status = CASE WHEN excluded.last_inbound_at IS NOT NULL THEN 'open' ELSE status END,
  snoozed_until = CASE WHEN excluded.last_inbound_at IS NULL THEN snoozed_until END`;

/**
 * Open or move conversations, one row and one index row each. Late messages never move a conversation back; an inbound one
 * opens it again.
 */
export const touchConversations = (
  db: TenantDb,
  touches: readonly ConversationTouch[],
): Statement =>
  statement(
    db,
    TOUCH,
    JSON.stringify(
      touches.map((touch) => [
        touch.id,
        touch.contactId,
        touch.numberId,
        touch.unreadBy,
        touch.messageId,
        touch.atMs,
        touch.inbound ? touch.atMs : null,
      ]),
    ),
  );

/** {@link touchConversations} for one. */
export const touchConversation = (db: TenantDb, touch: ConversationTouch): Statement =>
  touchConversations(db, [touch]);
