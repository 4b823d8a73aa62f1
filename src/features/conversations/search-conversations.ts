import { parseConversationFilter } from "#core/conversation/filter";
import { AppError } from "#core/errors";
import { noteWholeList } from "#features/contacts/index";
import {
  pageOfConversations,
  type ConversationPosition,
} from "#features/conversations/queries-inbox";
import { askingOf, narrowed } from "#features/conversations/query-filter";
import type { ConversationView, SearchConversationsBody } from "#features/conversations/schemas";
import { conversationViews } from "#features/conversations/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";

/** Conversations that pass a filter, newest activity first. @throws AppError `invalid_cursor`; `invalid_request` of `/filter`. */
export async function searchConversations(
  ctx: TenantContext,
  { filter: given, limit, after }: SearchConversationsBody,
): Promise<{ data: ConversationView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const parsed = parseConversationFilter(given);
  if (!parsed.ok) throw new AppError(parsed.error.code, parsed.error.message);
  const list = { name: "conversation_search", filters: { filter: given } };
  // Safe: only this list's cursors decode, and they hold its position.
  const position =
    after === undefined
      ? null
      : ((await decodeCursor(ctx, list, after)) as unknown as ConversationPosition);
  const { rows, next } = await pageOfConversations(ctx.db, narrowed(ctx, parsed.value), {
    after: position,
    limit,
    ...askingOf(ctx, parsed.value, "/filter"),
  });
  noteWholeList(ctx, rows.length);
  return {
    data: await conversationViews(ctx, rows),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, next),
  };
}
