import { tellRead } from "#features/conversations/receipt";
import { requireConversation } from "#features/conversations/require-conversation";
import type { ConversationView, MarkReadBody } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { keepConversation } from "#features/conversations/writes";
import { commit } from "#platform/commit";
import { holdsScope, requireScope, type TenantContext } from "#platform/context";

/**
 * Everything the person wrote counts as read. Behind the answer the person is told, through Meta, when the actor may send: when the
 * body says so, or says nothing and the number's `auto_read` is `on_open`.
 *
 * @throws AppError `not_found`; `missing_scope` when the body wants the person told and the actor may not send.
 */
export async function markConversationRead(
  ctx: TenantContext,
  id: string,
  { tell }: MarkReadBody,
): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");
  if (tell === true) requireScope(ctx, "messages:send");

  const row = await requireConversation(ctx, id);
  const changed = { ...row, unread: 0 };
  const view = await conversationView(ctx, changed);
  await commit(ctx, {
    statements: [keepConversation(ctx.db, changed, ["unread"])],
    audit: { action: "conversation.read", target: row.id },
    answer: { status: 200, body: view },
  });
  if (tell !== false && holdsScope(ctx.actor, "messages:send"))
    ctx.defer(tellRead(ctx, row, tell === true ? null : "on_open"));
  return view;
}
