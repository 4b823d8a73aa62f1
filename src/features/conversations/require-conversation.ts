import { notFound } from "#core/errors";
import { findConversation, type ConversationRow } from "#features/conversations/queries";
import type { ScopedContext } from "#platform/context";
import { seen } from "#platform/number-access";

/** @throws AppError `not_found`, also for a conversation of another workspace, or of a number that the caller may not know of. */
export const requireConversation = async (
  ctx: ScopedContext,
  id: string,
): Promise<ConversationRow> => {
  const row = seen(ctx, await findConversation(ctx.db, id));
  if (row === undefined) throw notFound();
  return row;
};
