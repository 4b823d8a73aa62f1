import { notFound } from "#core/errors";
import { findConversation, type ConversationRow } from "#features/conversations/queries";
import type { ScopedContext } from "#platform/context";

/** @throws AppError `not_found`, also for a conversation of another workspace. */
export const requireConversation = async (
  ctx: ScopedContext,
  id: string,
): Promise<ConversationRow> => {
  const row = await findConversation(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
};
