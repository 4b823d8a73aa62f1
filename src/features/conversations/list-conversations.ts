import { parseContactSelector } from "#core/contact/selector";
import type { ConversationFilter } from "#core/conversation/filter";
import { passesFilter, type Asking } from "#core/conversation/passes-filter";
import { fieldError } from "#core/errors";
import { noteWholeList } from "#features/contacts/index";
import { findConversationsOf, type ConversationRow } from "#features/conversations/queries";
import {
  pageOfConversations,
  type ConversationPosition,
  type ConversationRows,
} from "#features/conversations/queries-inbox";
import { askingOf, filterOfQuery, narrowed } from "#features/conversations/query-filter";
import type { ConversationView, ListConversationsQuery } from "#features/conversations/schemas";
import { conversationViews } from "#features/conversations/view";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";

interface Page extends Asking {
  readonly after: ConversationPosition | null;
  readonly limit: number;
}

/**
 * Conversations, newest activity first. A page may be short while more follow.
 *
 * @throws AppError `invalid_cursor`; of `contact` `invalid_request`, `invalid_phone`, `country_required`, `invalid_user_id`.
 */
export async function listConversations(
  ctx: TenantContext,
  { limit, after, ...asked }: ListConversationsQuery,
): Promise<{ data: ConversationView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const list = { name: "conversations", filters: asked };
  // Safe: only this list's cursors decode, and they hold its position.
  const position =
    after === undefined
      ? null
      : ((await decodeCursor(ctx, list, after)) as unknown as ConversationPosition);
  const filter = narrowed(ctx, filterOfQuery(asked));
  const page = { after: position, limit, ...askingOf(ctx, filter, "assignee") };
  const { rows, next } =
    asked.contact === undefined
      ? await pageOfConversations(ctx.db, filter, page)
      : await pageOfContact(ctx, asked.contact, { filter, page });
  noteWholeList(ctx, rows.length);
  return {
    data: await conversationViews(ctx, rows),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, next),
  };
}

/** A person has few conversations: all are read. Of one who is no contact there are none. */
async function pageOfContact(
  ctx: ScopedContext,
  contact: string,
  { filter, page }: { readonly filter: ConversationFilter; readonly page: Page },
): Promise<ConversationRows> {
  const selector = parseContactSelector(contact, ctx.tenant.settings.default_country ?? null);
  if (!selector.ok) throw fieldError(selector.error.code, "contact", selector.error.message);
  const rows = (await findConversationsOf(ctx.db, selector.value))
    .filter((row) => passesFilter(row, filter, page))
    .toSorted((a, b) => (isBehind(a, [b.lastAt, b.id]) ? 1 : -1))
    .filter((row) => page.after === null || isBehind(row, page.after));
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last === undefined ? null : [last.lastAt, last.id] };
}

/** Whether a conversation comes later in the list than a place. */
const isBehind = ({ lastAt, id }: ConversationRow, [atMs, other]: ConversationPosition): boolean =>
  lastAt < atMs || (lastAt === atMs && id < other);
