import type { z } from "@hono/zod-openapi";

import { findImports } from "#features/imports/queries";
import type { ImportView } from "#features/imports/schemas";
import { importView } from "#features/imports/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Imports, newest first. @throws AppError `invalid_cursor`. */
export async function listImports(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: ImportView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const list = { name: "imports", kind: "import", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findImports(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: importView });
}
