import { ALWAYS_OPEN, type BusinessHours } from "#core/hours/business-hours";
import { isOpen, nextOpening } from "#core/hours/calendar";
import type { HoursRow } from "#features/hours/queries";
import type { BusinessHoursView } from "#features/hours/schemas";
import type { TenantRecord } from "#platform/context";

/** The hours that hold: those that were written, in the workspace's zone when they name none. A business without any is always open. */
export const hoursOf = (
  { timezone }: Pick<TenantRecord, "timezone">,
  row: HoursRow | undefined,
): BusinessHours => ({
  timezone: row?.timezone ?? timezone,
  weekly: row?.weekly ?? ALWAYS_OPEN,
  holidays: row?.holidays ?? [],
});

export function hoursView(
  tenant: Pick<TenantRecord, "timezone">,
  row: HoursRow | undefined,
  nowMs: number,
): BusinessHoursView {
  const hours = hoursOf(tenant, row);
  const nextMs = nextOpening(hours, nowMs);
  return {
    ...hours,
    is_open: isOpen(hours, nowMs),
    next_opening: nextMs === null ? null : new Date(nextMs).toISOString(),
    updated_at: row === undefined ? null : new Date(row.updatedAt).toISOString(),
  };
}
