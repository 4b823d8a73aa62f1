import { fieldError } from "#core/errors";
import { isTimeZone } from "#core/time-zone";
import type { BusinessHoursBody, BusinessHoursView } from "#features/hours/schemas";
import { hoursView } from "#features/hours/view";
import { saveHours } from "#features/hours/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Write down when the business is open, in the place of what was there.
 *
 * @throws AppError `invalid_timezone`.
 */
export async function putBusinessHours(
  ctx: TenantContext,
  input: BusinessHoursBody,
): Promise<BusinessHoursView> {
  requireScope(ctx, "automations:write");

  const { timezone = null, weekly, holidays } = input;
  if (timezone !== null && !isTimeZone(timezone))
    throw fieldError(
      "invalid_timezone",
      "/timezone",
      "Not an IANA time zone such as Europe/Lisbon.",
    );
  const nowMs = ctx.nowMs();
  const row = { id: 1, timezone, weekly, holidays, updatedAt: nowMs };
  const view = hoursView(ctx.tenant, row, nowMs);
  await commit(ctx, {
    statements: [saveHours(ctx.db, row)],
    audit: {
      action: "business_hours.update",
      target: null,
      changes: { holidays: holidays.length },
    },
    answer: { status: 200, body: view },
  });
  return view;
}
