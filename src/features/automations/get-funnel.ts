import { notFound } from "#core/errors";
import { findVersion } from "#features/automations/queries";
import { readFunnel } from "#features/automations/queries-runs";
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
  const { scanned, statuses, steps } = await readFunnel(ctx.db, row.id, n);
  const { waiting = 0, completed = 0, failed = 0, stopped = 0, handed_off = 0 } = statuses;
  return {
    version: n,
    started: waiting + completed + failed + stopped + handed_off,
    waiting,
    completed,
    failed,
    stopped,
    handed_off,
    steps: { ...steps },
    scanned,
  };
}
