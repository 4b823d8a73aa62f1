import { windowExpiresAt } from "#core/conversation/window";
import type { TenantDb } from "#db/tenant/client";
import { contactView } from "#features/contacts/index";
import { readCompany, type ConversationRow } from "#features/conversations/queries";
import type { ConversationView } from "#features/conversations/schemas";
import { messageView, readQuoted } from "#features/messages/index";

/** The wire shape of conversations, with the person and the last message of each: one read for all. */
export async function conversationViews(
  db: TenantDb,
  rows: readonly ConversationRow[],
): Promise<ConversationView[]> {
  const { people, last } = await readCompany(db, rows);
  const quoted = await readQuoted(db, [...last.values()]);
  return rows.map((row) => {
    const contact = people.get(row.contactId);
    const message = row.lastMessageId === null ? undefined : last.get(row.lastMessageId);
    const expiresAtMs = windowExpiresAt(row.lastInboundAt);
    return {
      id: row.id,
      contact: contact === undefined ? null : contactView(contact, row.lastInboundAt),
      number_id: row.numberId,
      status: row.status,
      unread: row.unread,
      last_message: message === undefined ? null : messageView(message, quoted),
      last_activity_at: new Date(row.lastAt).toISOString(),
      window_expires_at: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
      created_at: new Date(row.createdAt).toISOString(),
    };
  });
}

/** {@link conversationViews} for one. */
export async function conversationView(
  db: TenantDb,
  row: ConversationRow,
): Promise<ConversationView> {
  const [view] = await conversationViews(db, [row]);
  if (view === undefined) throw new RangeError("one row has one view");
  return view;
}
