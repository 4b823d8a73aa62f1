import { noteOpened } from "#features/conversations/note-opened";
import { requireConversation } from "#features/conversations/require-conversation";
import type { ConversationView } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One conversation. @throws AppError `not_found`, also for one of another workspace. */
export async function getConversation(ctx: TenantContext, id: string): Promise<ConversationView> {
  requireScope(ctx, "inbox:read");

  const row = await requireConversation(ctx, id);
  noteOpened(ctx, row.id);
  return conversationView(ctx, row);
}
