import type { z } from "@hono/zod-openapi";

import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { requireConversation } from "#features/conversations/require-conversation";
import { findThread, messageViews, type MessageView } from "#features/messages/index";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, page, type PageQuery } from "#platform/http/cursor";

/** The messages of a conversation, newest first. @throws AppError `not_found`, `invalid_cursor`. */
export async function listThread(
  ctx: TenantContext,
  id: string,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: MessageView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  if (!isId("conversation", id)) throw notFound();
  const list = { name: "thread", filters: { id } };
  const [before] = after === undefined ? [] : await decodeCursor(ctx, list, after);
  const rows = await findThread(ctx.db, id, {
    // Safe: only this list's cursors decode, and they hold one message id.
    before: (before as Id<"message"> | undefined) ?? null,
    limit: limit + 1,
  });
  if (rows.length === 0) await requireConversation(ctx, id);
  const views = await messageViews(ctx.db, rows);
  return page(ctx, list, {
    rows: views,
    limit,
    positionOf: (view) => [view.id],
    view: (view) => view,
  });
}
