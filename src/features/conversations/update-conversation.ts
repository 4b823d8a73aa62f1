import type { Id } from "#core/ids";
import { callerOf } from "#features/conversations/changed-by";
import { conversationEtag } from "#features/conversations/conversation-etag";
import { planConversationChange } from "#features/conversations/plan-change";
import { requireConversation } from "#features/conversations/require-conversation";
import { requireMembers } from "#features/conversations/require-member";
import type { ConversationView, UpdateConversationBody } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { checkIfMatch } from "#platform/http/etag";
import { wakeAt } from "#platform/wake";

/**
 * Set what a team makes of a conversation; what the body leaves out stays.
 *
 * @throws AppError `not_found`, of `/assignee/id` too; `precondition_failed`; of `/status` and `/snoozed_until`
 *   `invalid_request`, `out_of_range`.
 */
export async function updateConversation(
  ctx: TenantContext,
  id: string,
  { ifMatch, ...body }: UpdateConversationBody & { readonly ifMatch: string | undefined },
): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");

  const was = await requireConversation(ctx, id);
  if (ifMatch !== undefined)
    checkIfMatch(ifMatch, await conversationEtag(await conversationView(ctx, was)));
  const change = {
    status: body.status,
    snoozedUntil: body.snoozed_until,
    priority: body.priority,
    tags: body.tags,
    assignee: await assigneeOf(ctx, body, was.numberId),
  };
  const { row, statements, events, changed } = planConversationChange(
    ctx,
    was,
    change,
    callerOf(ctx),
  );
  const view = await conversationView(ctx, row);
  await commit(ctx, {
    statements,
    events,
    audit: { action: "conversation.update", target: row.id, changes: { members: changed } },
    answer: { status: 200, body: view },
  });
  if (row.snoozedUntil !== null && row.snoozedUntil !== was.snoozedUntil)
    await wakeAt(ctx, "conversations.due", row.snoozedUntil);
  return view;
}

async function assigneeOf(
  ctx: ScopedContext,
  { assignee }: UpdateConversationBody,
  numberId: Id<"number">,
) {
  if (assignee === undefined || assignee === null) return assignee;
  const [member] = await requireMembers(
    ctx,
    [{ id: assignee.id, pointer: "/assignee/id" }],
    numberId,
  );
  return member;
}
