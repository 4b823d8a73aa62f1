import { findVersions } from "#features/automations/queries";
import { requireAutomation } from "#features/automations/require-automation";
import type { VersionPage } from "#features/automations/schemas";
import { versionView } from "#features/automations/view";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * What was published, newest first.
 *
 * @throws AppError `not_found`.
 */
export async function listVersions(ctx: TenantContext, id: string): Promise<VersionPage> {
  requireScope(ctx, "automations:read");

  const row = await requireAutomation(ctx, id);
  return { data: (await findVersions(ctx.db, row.id)).map(versionView) };
}
