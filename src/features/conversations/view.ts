import { isBotActive } from "#core/conversation/standing";
import { windowExpiresAt, windowState } from "#core/conversation/window";
import { contactView, sightOf } from "#features/contacts/index";
import { readCompany, type ConversationRow } from "#features/conversations/queries";
import type { ConversationView } from "#features/conversations/schemas";
import { messageViews, type MessageView, type Viewing } from "#features/messages/index";
import type { TenantContext } from "#platform/context";

/** Whoever looks, and by what. */
type Looking = Viewing & Pick<TenantContext, "actor">;

/** The wire shape of conversations, with the person and the last message of each, without a link to its file: one read for all. */
export async function conversationViews(
  ctx: Looking,
  rows: readonly ConversationRow[],
): Promise<ConversationView[]> {
  const { people, last } = await readCompany(ctx.db, rows);
  const shown = await messageViews(ctx, [...last.values()], { links: false });
  const messages = new Map<string | null, MessageView>(shown.map((view) => [view.id, view]));
  const sight = await sightOf(ctx);
  const nowMs = ctx.nowMs();
  return rows.map((row) => {
    const contact = people.get(row.contactId);
    const expiresAtMs = windowExpiresAt(row.lastInboundAt);
    return {
      id: row.id,
      contact: contact === undefined ? null : contactView(contact, sight, row.lastInboundAt),
      number_id: row.numberId,
      status: row.status,
      snoozed_until: row.snoozedUntil === null ? null : new Date(row.snoozedUntil).toISOString(),
      assignee: row.assignee === null ? null : { kind: "user" as const, id: row.assignee },
      priority: row.priority,
      tags: [...row.tags],
      bot_active: isBotActive(row, nowMs),
      unread: row.unread,
      last_message: messages.get(row.lastMessageId) ?? null,
      last_activity_at: new Date(row.lastAt).toISOString(),
      window: windowState(row.lastInboundAt, nowMs),
      window_expires_at: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
      created_at: new Date(row.createdAt).toISOString(),
    };
  });
}

/** {@link conversationViews} for one. */
export async function conversationView(
  ctx: Looking,
  row: ConversationRow,
): Promise<ConversationView> {
  const [view] = await conversationViews(ctx, [row]);
  if (view === undefined) throw new RangeError("one row has one view");
  return view;
}
