import type { AutomationRow } from "#features/automations/queries";
import { requireAutomation } from "#features/automations/require-automation";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getAutomation(ctx: TenantContext, id: string): Promise<AutomationRow> {
  requireScope(ctx, "automations:read");

  return requireAutomation(ctx, id);
}
