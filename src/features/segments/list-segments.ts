import type { z } from "@hono/zod-openapi";

import { findSegments } from "#features/segments/queries";
import type { SegmentView } from "#features/segments/schemas";
import { segmentView } from "#features/segments/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Segments, newest first. @throws AppError `invalid_cursor`. */
export async function listSegments(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: SegmentView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const list = { name: "segments", kind: "segment", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findSegments(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: segmentView });
}
