import { pageOfConversations, type ConversationPosition } from "#features/conversations/queries";
import type { ConversationView, ListConversationsQuery } from "#features/conversations/schemas";
import { conversationViews } from "#features/conversations/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";

/**
 * Conversations, newest activity first. With filters a page may be short while more follow.
 *
 * @throws AppError `invalid_cursor`.
 */
export async function listConversations(
  ctx: TenantContext,
  { limit, after, ...filters }: ListConversationsQuery,
): Promise<{ data: ConversationView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const list = { name: "conversations", filters };
  // Safe: only this list's cursors decode, and they hold its position.
  const position =
    after === undefined
      ? null
      : ((await decodeCursor(ctx, list, after)) as unknown as ConversationPosition);
  const { rows, next } = await pageOfConversations(ctx.db, filters, { after: position, limit });
  return {
    data: await conversationViews(ctx.db, rows),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, next),
  };
}
