import type { z } from "@hono/zod-openapi";

import { findCalls } from "#features/drafts/queries";
import type { CallView } from "#features/drafts/schemas-ai";
import { callView } from "#features/drafts/view-ai";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/**
 * Every asking of a model, newest first.
 *
 * @throws AppError `invalid_cursor`.
 */
export async function listCalls(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: CallView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "ai:draft");

  const list = { name: "ai_ledger", kind: "aiCall", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findCalls(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: callView });
}
