import { notFound } from "#core/errors";
import { findMessage } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { messageViewOf } from "#features/messages/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One message. @throws AppError `not_found`, also for a message of another workspace. */
export async function getMessage(ctx: TenantContext, id: string): Promise<MessageView> {
  requireScope(ctx, "inbox:read");

  const row = await findMessage(ctx.db, id);
  if (row === undefined) throw notFound();
  return messageViewOf(ctx, row);
}
