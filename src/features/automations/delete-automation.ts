import { AppError } from "#core/errors";
import { requireAutomation } from "#features/automations/require-automation";
import {
  deleteAutomationRow,
  guardRevision,
  isAutomationChanged,
} from "#features/automations/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Delete an automation that starts no runs. Its versions stay for the runs that go on in them, and so does their record.
 *
 * @throws AppError `not_found`, `invalid_state` while it is published.
 */
export async function deleteAutomation(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "automations:write");

  const row = await requireAutomation(ctx, id);
  if (row.status === "published")
    throw new AppError("invalid_state", "Disable the automation before you delete it.");
  try {
    await commit(ctx, {
      statements: [guardRevision(ctx.db, row), deleteAutomationRow(ctx.db, row.id)],
      audit: { action: "automation.delete", target: row.id },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (!isAutomationChanged(error)) throw error;
    throw new AppError("invalid_state", "The automation has changed meanwhile.");
  }
}
