import { AppError } from "#core/errors";
import { numbersInUse } from "#features/numbers/index";
import type { SyncView } from "#features/templates/schemas-more";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Have the templates of every account of the workspace read from Meta: a job for each.
 *
 * @throws AppError `invalid_state` without a connected number.
 */
export async function syncTemplates(ctx: TenantContext): Promise<SyncView> {
  requireScope(ctx, "templates:write");

  const wabaIds = [...new Set((await numbersInUse(ctx.db)).map(({ wabaId }) => wabaId))];
  if (wabaIds.length === 0) throw new AppError("invalid_state", "No number is connected.");
  const view = { waba_ids: wabaIds };
  await commit(ctx, {
    statements: [],
    audit: { action: "template.sync", target: ctx.tenant.id },
    answer: { status: 202, body: view },
  });
  for (const wabaId of wabaIds)
    await ctx.enqueue({ kind: "templates.sync", tenantId: ctx.tenant.id, wabaId });
  return view;
}
