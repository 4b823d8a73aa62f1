import type { z } from "@hono/zod-openapi";

import { findRules } from "#features/assignment/queries";
import type { RuleView } from "#features/assignment/schemas";
import { ruleView } from "#features/assignment/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** Rules, oldest first. @throws AppError `invalid_cursor`. */
export async function listRules(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: RuleView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const list = { name: "assignment_rules", kind: "assignmentRule", filters: {} } as const;
  const rows = await findRules(ctx.db, {
    after: await idAfter(ctx, list, after),
    limit: limit + 1,
  });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: ruleView });
}
