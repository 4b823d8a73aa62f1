import { findAlerts } from "#features/alerts/queries";
import type { AlertView, ListAlertsQuery } from "#features/alerts/schemas";
import { alertView } from "#features/alerts/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page } from "#platform/http/cursor";

/** What wants a person, newest first. @throws AppError `invalid_cursor`. */
export async function listAlerts(
  ctx: TenantContext,
  { limit, after, state }: ListAlertsQuery,
): Promise<{ data: AlertView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "workspace:read");

  const list = { name: "alerts", filters: { state }, kind: "alert" } as const;
  const before = (await idAfter(ctx, list, after)) ?? null;
  const rows = await findAlerts(ctx.db, { state, before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: alertView });
}
