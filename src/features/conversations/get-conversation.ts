import { AppError } from "#core/errors";
import { findConversation } from "#features/conversations/queries";
import type { ConversationView } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One conversation. @throws AppError `not_found`, also for one of another workspace. */
export async function getConversation(ctx: TenantContext, id: string): Promise<ConversationView> {
  requireScope(ctx, "inbox:read");

  const row = await findConversation(ctx.db, id);
  if (row === undefined) throw noSuchConversation();
  return conversationView(ctx.db, row);
}

export const noSuchConversation = (): AppError =>
  new AppError("not_found", "No such conversation.");
