import { callerOf } from "#features/conversations/changed-by";
import { planConversationChange } from "#features/conversations/plan-change";
import { requireConversation } from "#features/conversations/require-conversation";
import type { ConversationView } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Let automations act again. @throws AppError `not_found`. */
export async function releaseConversation(
  ctx: TenantContext,
  id: string,
): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");

  const was = await requireConversation(ctx, id);
  const change = planConversationChange(ctx, was, { botMutedUntil: null }, callerOf(ctx));
  const view = await conversationView(ctx, change.row);
  await commit(ctx, {
    statements: change.statements,
    events: change.events,
    audit: { action: "conversation.release", target: was.id },
    answer: { status: 200, body: view },
  });
  return view;
}
