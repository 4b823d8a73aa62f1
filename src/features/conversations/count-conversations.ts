import { countInbox, SCAN_MAX, type InboxCounts } from "#features/conversations/queries-inbox";
import type { ConversationCounts, CountConversationsQuery } from "#features/conversations/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** How many conversations the views of the inbox hold; of the newest thousand only, which then says so. */
export async function countConversations(
  ctx: TenantContext,
  { number }: CountConversationsQuery,
): Promise<ConversationCounts> {
  requireScope(ctx, "inbox:read");

  const { written, silent } = await countInbox(ctx.db, number);
  const count = (n: number, ...of: readonly InboxCounts[]) => ({
    count: n,
    count_is: of.some(({ scanned }) => scanned === SCAN_MAX)
      ? ("at_least" as const)
      : ("exact" as const),
  });
  return {
    needs_reply: count(written.needsReply, written),
    unread: count(written.unread, written),
    has_written: count(written.all, written),
    all: count(written.all + silent.all, written, silent),
  };
}
