import { findAutomations } from "#features/automations/queries";
import type { AutomationView, ListAutomationsQuery } from "#features/automations/schemas";
import { automationView } from "#features/automations/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page } from "#platform/http/cursor";

/**
 * Newest first.
 *
 * @throws AppError `invalid_cursor`.
 */
export async function listAutomations(
  ctx: TenantContext,
  { limit, after, status }: ListAutomationsQuery,
): Promise<{ data: AutomationView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "automations:read");

  const list = { name: "automations", kind: "automation", filters: { status } } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findAutomations(ctx.db, { before, limit: limit + 1, status });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: automationView });
}
