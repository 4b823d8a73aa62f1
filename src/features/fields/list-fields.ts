import type { z } from "@hono/zod-openapi";

import { findFields } from "#features/fields/queries";
import type { FieldView } from "#features/fields/schemas";
import { fieldView } from "#features/fields/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Declared fields, newest first. @throws AppError `invalid_cursor`. */
export async function listFields(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: FieldView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const list = { name: "fields", kind: "field", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findFields(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: fieldView });
}
