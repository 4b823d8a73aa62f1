import type { z } from "@hono/zod-openapi";

import { findQuickReplies } from "#features/quick-replies/queries";
import type { QuickReplyView } from "#features/quick-replies/schemas";
import { quickReplyView } from "#features/quick-replies/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Quick replies, newest first. @throws AppError `invalid_cursor`. */
export async function listQuickReplies(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: QuickReplyView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const list = { name: "quick_replies", kind: "quickReply", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findQuickReplies(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: quickReplyView });
}
