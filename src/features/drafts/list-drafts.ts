import type { z } from "@hono/zod-openapi";

import { findDrafts } from "#features/drafts/queries";
import type { DraftView } from "#features/drafts/schemas";
import { draftView } from "#features/drafts/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/**
 * Drafts, newest first.
 *
 * @throws AppError `invalid_cursor`.
 */
export async function listDrafts(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: DraftView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "ai:draft");

  const list = { name: "drafts", kind: "draft", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findDrafts(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: draftView });
}
