import { noSuchConversation } from "#features/conversations/get-conversation";
import { findConversation, keepConversation } from "#features/conversations/queries";
import type { ConversationView, UpdateConversationBody } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { checkIfMatch, contentEtag } from "#platform/http/etag";

/** Everything the person wrote counts as read. @throws AppError `not_found`. */
export async function readConversation(ctx: TenantContext, id: string): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");

  const row = await findConversation(ctx.db, id);
  if (row === undefined) throw noSuchConversation();
  const changed = { ...row, unread: 0 };
  const view = await conversationView(ctx.db, changed);
  await commit(ctx, {
    statements: [keepConversation(ctx.db, changed, "unread")],
    audit: { action: "conversation.read", target: row.id },
    answer: { status: 200, body: view },
  });
  return view;
}

/** Set the status. @throws AppError `not_found`, `precondition_failed`. */
export async function updateConversation(
  ctx: TenantContext,
  id: string,
  { status, ifMatch }: UpdateConversationBody & { readonly ifMatch: string | undefined },
): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");

  const row = await findConversation(ctx.db, id);
  if (row === undefined) throw noSuchConversation();
  if (ifMatch !== undefined)
    checkIfMatch(ifMatch, await contentEtag(await conversationView(ctx.db, row)));
  const changed = { ...row, status };
  const view = await conversationView(ctx.db, changed);
  await commit(ctx, {
    statements: [keepConversation(ctx.db, changed, "status")],
    audit: { action: "conversation.update", target: row.id, changes: { status } },
    answer: { status: 200, body: view },
  });
  return view;
}
