import { notFound } from "#core/errors";
import { findQuickReply, type QuickReplyRow } from "#features/quick-replies/queries";
import type { ScopedContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function requireQuickReply(ctx: ScopedContext, id: string): Promise<QuickReplyRow> {
  const row = await findQuickReply(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}
