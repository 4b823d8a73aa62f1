import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ConversationRow } from "#features/conversations/queries";

/** Set what people decide about a conversation; one without a row gets it. */
export const keepConversation = (
  db: TenantDb,
  row: ConversationRow,
  change: "status" | "unread",
): Statement =>
  statement(
    db,
    `INSERT INTO conversations (id, contact_id, number_id, status, unread, last_message_id, last_at, last_inbound_at, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     ON CONFLICT (id) DO UPDATE SET ${change} = excluded.${change}`,
    row.id,
    row.contactId,
    row.numberId,
    row.status,
    row.unread,
    row.lastMessageId,
    row.lastAt,
    row.lastInboundAt,
    row.createdAt,
  );
