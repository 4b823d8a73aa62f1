import { findProblems } from "#features/automations/find-problems";
import { requireAutomation } from "#features/automations/require-automation";
import type { AutomationProblems } from "#features/automations/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * What is wrong with the draft.
 *
 * @throws AppError `not_found`.
 */
export async function validateAutomation(
  ctx: TenantContext,
  id: string,
): Promise<AutomationProblems> {
  requireScope(ctx, "automations:read");

  return { problems: await findProblems(ctx, await requireAutomation(ctx, id)) };
}
