import { notFound } from "#core/errors";
import { findArchived } from "#features/archive/index";
import { findMessage } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { messageViewOf } from "#features/messages/view";
import { requireScope, type TenantContext } from "#platform/context";
import { seen } from "#platform/number-access";

/** One message, out of the archive when it is old. @throws AppError `not_found`, also for a message of another workspace. */
export async function getMessage(ctx: TenantContext, id: string): Promise<MessageView> {
  requireScope(ctx, "inbox:read");

  const row = seen(ctx, (await findMessage(ctx.db, id)) ?? (await findArchived(ctx, id)));
  if (row === undefined) throw notFound();
  return messageViewOf(ctx, row);
}
