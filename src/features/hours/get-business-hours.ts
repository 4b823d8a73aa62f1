import { findHours } from "#features/hours/queries";
import type { BusinessHoursView } from "#features/hours/schemas";
import { hoursView } from "#features/hours/view";
import { requireScope, type TenantContext } from "#platform/context";

/** When the business is open, and whether it is now. */
export async function getBusinessHours(ctx: TenantContext): Promise<BusinessHoursView> {
  requireScope(ctx, "automations:read");

  return hoursView(ctx.tenant, await findHours(ctx.db), ctx.nowMs());
}
