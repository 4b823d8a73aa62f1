import { countInbox } from "#features/conversations/queries-inbox";
import type { ConversationCounts, CountConversationsQuery } from "#features/conversations/schemas";
import { requireScope, type TenantContext } from "#platform/context";
import { numbersOf } from "#platform/number-access";

/** How many conversations the views of the inbox hold. */
export async function countConversations(
  ctx: TenantContext,
  { number }: CountConversationsQuery,
): Promise<ConversationCounts> {
  requireScope(ctx, "inbox:read");

  const me = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const counts = await countInbox(ctx.db, { number, me, access: numbersOf(ctx) });
  const exact = (count: number) => ({ count, count_is: "exact" as const });
  return {
    needs_reply: exact(counts.needsReply),
    unread: exact(counts.unread),
    has_written: exact(counts.written),
    open: exact(counts.open),
    mine: exact(counts.mine),
    unassigned: exact(counts.unassigned),
    all: exact(counts.all),
  };
}
