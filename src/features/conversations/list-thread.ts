import type { z } from "@hono/zod-openapi";

import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { readMergedThreads } from "#features/conversations/queries";
import { requireConversation } from "#features/conversations/require-conversation";
import { findThread, findThreads, messageViews, type MessageView } from "#features/messages/index";
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
  // Safe: only this list's cursors decode, and they hold one message id.
  const ask = { before: (before as Id<"message"> | undefined) ?? null, limit: limit + 1 };
  const [own, merged] = await Promise.all([
    findThread(ctx.db, id, ask),
    readMergedThreads(ctx.db, id),
  ]);
  const rows = merged.length === 0 ? own : await findThreads(ctx.db, merged, ask);
  if (rows.length === 0) await requireConversation(ctx, id);
  const views = await messageViews(ctx, rows);
  return page(ctx, list, {
    rows: views,
    limit,
    positionOf: (view) => [view.id],
    view: (view) => view,
  });
}
