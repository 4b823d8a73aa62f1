import type { z } from "@hono/zod-openapi";

import { findExports } from "#features/exports/queries";
import type { ExportView } from "#features/exports/schemas";
import { exportView } from "#features/exports/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Exports, newest first, without links. @throws AppError `invalid_cursor`. */
export async function listExports(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: ExportView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const list = { name: "exports", kind: "export", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findExports(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, {
    rows,
    limit,
    positionOf: (row) => [row.id],
    view: (row) => exportView(row),
  });
}
