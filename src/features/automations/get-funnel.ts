import { funnelOf } from "#core/automation/funnel";
import { notFound } from "#core/errors";
import { findVersion } from "#features/automations/queries";
import { readCounts } from "#features/automations/queries-runs";
import { requireAutomation } from "#features/automations/require-automation";
import type { FunnelView } from "#features/automations/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * How the runs of a version went: of the one that was published last when none is named.
 *
 * @throws AppError `not_found` (the automation, or the version).
 */
export async function getFunnel(
  ctx: TenantContext,
  id: string,
  { version }: { readonly version?: number | undefined },
): Promise<FunnelView> {
  requireScope(ctx, "automations:read");

  const row = await requireAutomation(ctx, id);
  const n = version ?? row.version;
  if ((await findVersion(ctx.db, row.id, n)) === undefined) throw notFound();
  return { version: n, ...funnelOf(await readCounts(ctx.db, row.id, n)) };
}
