import { notFound } from "#core/errors";
import { changeAutomation, redrafted } from "#features/automations/change-automation";
import { findVersion, type AutomationRow } from "#features/automations/queries";
import { requireAutomation } from "#features/automations/require-automation";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Make a draft of a version that was published before, in the place of the draft. What runs stays until it is published.
 *
 * @throws AppError `not_found` (the automation or the version), `invalid_state`.
 */
export async function restoreVersion(
  ctx: TenantContext,
  id: string,
  n: string,
): Promise<AutomationRow> {
  requireScope(ctx, "automations:write");

  const before = await requireAutomation(ctx, id);
  const version = /^[1-9]\d{0,8}$/.test(n)
    ? await findVersion(ctx.db, before.id, Number(n))
    : undefined;
  if (version === undefined) throw notFound();
  const { definition } = version;
  const after = redrafted(ctx, before, definition);
  return changeAutomation(ctx, {
    before,
    after,
    action: "automation.restore",
    conflict: "invalid_state",
  });
}
