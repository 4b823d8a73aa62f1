import { statement } from "#db/statement";
import { requireScope, type TenantContext } from "#platform/context";
import { log } from "#platform/log";

/** A status of ours whose message has not appeared by then is nobody's. */
const ORPHAN_MS = 24 * 60 * 60 * 1000;

/** Meta delivers again for up to 7 days. */
const SEEN_MS = 15 * 24 * 60 * 60 * 1000;

/** End what has waited long enough: parked statuses, and the hashes by which repetitions are known. Part of a tenant's sweep. */
export async function sweepInbound(ctx: TenantContext): Promise<void> {
  requireScope(ctx, "inbox:write");

  const nowMs = ctx.nowMs();
  const [orphans] = await ctx.db.$client.batch([
    statement(ctx.db, "DELETE FROM orphan_statuses WHERE at < ?", nowMs - ORPHAN_MS),
    statement(ctx.db, "DELETE FROM seen_changes WHERE at < ?", nowMs - SEEN_MS),
  ]);
  const dropped = orphans?.meta.changes ?? 0;
  if (dropped > 0) log("warn", "status.orphans_dropped", { tenant: ctx.tenant.id, count: dropped });
}
