import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ConversationRow } from "#features/conversations/queries";

/** What people decide about a conversation, by its column. */
const KEPT = {
  status: "status",
  unread: "unread",
  assignee: "assignee",
  priority: "priority",
  snoozedUntil: "snoozed_until",
  tags: "tags",
  tagKeys: "tag_keys",
  botMutedUntil: "bot_muted_until",
} as const satisfies Partial<Record<keyof ConversationRow, string>>;
export type KeptMember = keyof typeof KEPT;

const setOf = (member: KeptMember): string => `${KEPT[member]} = excluded.${KEPT[member]}`;

/** Set what people decide about a conversation; one without a row gets it, also when nothing is to be set. */
export const keepConversation = (
  db: TenantDb,
  row: ConversationRow,
  members: readonly KeptMember[],
): Statement =>
  statement(
    db,
    `INSERT INTO conversations (id, contact_id, number_id, last_message_id, last_at, last_inbound_at, created_at,
       status, unread, assignee, priority, snoozed_until, tags, tag_keys, bot_muted_until)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
     ON CONFLICT (id) DO ${members.length === 0 ? "NOTHING" : `UPDATE SET ${members.map(setOf).join(", ")}`}`,
    row.id,
    row.contactId,
    row.numberId,
    row.lastMessageId,
    row.lastAt,
    row.lastInboundAt,
    row.createdAt,
    row.status,
    row.unread,
    row.assignee,
    row.priority,
    row.snoozedUntil,
    JSON.stringify(row.tags),
    row.tagKeys,
    row.botMutedUntil,
  );

const UNASSIGNED = "conversation.unassigned";

/** Lets a batch through only while a conversation is open and nobody's (`isNoLongerUnassigned`). */
export const requireUnassigned = (db: TenantDb, id: Id<"conversation">): Statement =>
  guard(
    db,
    UNASSIGNED,
    "EXISTS (SELECT 1 FROM conversations WHERE id = ?1 AND assignee IS NULL AND status = 'open')",
    id,
  );

/** Whether a batch rolled back because somebody was given the conversation meanwhile, or closed it. */
export const isNoLongerUnassigned = (error: unknown): boolean => isGuardBroken(error, UNASSIGNED);
