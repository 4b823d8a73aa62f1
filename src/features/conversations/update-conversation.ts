import { requireConversation } from "#features/conversations/require-conversation";
import type { ConversationView, UpdateConversationBody } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { keepConversation } from "#features/conversations/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { checkIfMatch, contentEtag } from "#platform/http/etag";

/** Set the status. @throws AppError `not_found`, `precondition_failed`. */
export async function updateConversation(
  ctx: TenantContext,
  id: string,
  { status, ifMatch }: UpdateConversationBody & { readonly ifMatch: string | undefined },
): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");

  const row = await requireConversation(ctx, id);
  if (ifMatch !== undefined)
    checkIfMatch(ifMatch, await contentEtag(await conversationView(ctx, row)));
  const changed = { ...row, status };
  const view = await conversationView(ctx, changed);
  await commit(ctx, {
    statements: [keepConversation(ctx.db, changed, "status")],
    audit: { action: "conversation.update", target: row.id, changes: { status } },
    answer: { status: 200, body: view },
  });
  return view;
}
