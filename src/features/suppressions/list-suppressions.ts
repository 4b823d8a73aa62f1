import type { z } from "@hono/zod-openapi";

import { findSuppressions } from "#features/suppressions/queries";
import type { SuppressionView } from "#features/suppressions/schemas";
import { suppressionView } from "#features/suppressions/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Suppressions, newest first. @throws AppError `invalid_cursor`. */
export async function listSuppressions(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: SuppressionView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "consents:read");

  const list = { name: "suppressions", kind: "suppression", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findSuppressions(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: suppressionView });
}
