import type { Id } from "#core/ids";
import type { ListMessagesQuery } from "#features/messages/list-schemas";
import { findMessages } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { messageViews } from "#features/messages/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";
import { numbersOf } from "#platform/number-access";

/** A page of messages as the wire has it. */
export interface MessagePage {
  readonly data: MessageView[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/**
 * Messages, newest first. A page looks at `MESSAGE_SCAN_MAX` rows at most, so one with filters may be short, even empty, while
 * more follow.
 *
 * @throws AppError `invalid_cursor`.
 */
export async function listMessages(
  ctx: TenantContext,
  { limit, after, ...filters }: ListMessagesQuery,
): Promise<MessagePage> {
  requireScope(ctx, "inbox:read");

  const list = { name: "messages", filters };
  const [before] = after === undefined ? [] : await decodeCursor(ctx, list, after);
  const found = await findMessages(ctx.db, filters, {
    // Safe: only this list's cursors decode, and they hold one message id.
    before: (before as Id<"message"> | undefined) ?? null,
    limit,
    access: numbersOf(ctx),
  });
  const next = found.nextBefore;
  return {
    data: await messageViews(ctx, found.rows),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, [next]),
  };
}
