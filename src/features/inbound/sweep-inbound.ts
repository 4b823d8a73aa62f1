import { forgetChangesBefore } from "#features/inbound/writes";
import { forgetParkedBefore, settleOrphans } from "#features/messages/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";

/** A status of ours whose message has not appeared by then is nobody's. */
const ORPHAN_MS = 24 * 60 * 60 * 1000;

/** Meta delivers again for up to 7 days. */
const SEEN_MS = 15 * 24 * 60 * 60 * 1000;

/** Apply parked statuses whose message has come, and end what has waited long enough: the other ones, and the hashes by which repetitions are known. Part of a tenant's sweep. */
export async function sweepInbound(ctx: ScopedContext): Promise<void> {
  await settleOrphans(ctx);
  const nowMs = ctx.nowMs();
  const { results } = await commit(ctx, {
    statements: [
      forgetParkedBefore(ctx.db, nowMs - ORPHAN_MS),
      forgetChangesBefore(ctx.db, nowMs - SEEN_MS),
    ],
  });
  const dropped = results[0]?.meta.changes ?? 0;
  if (dropped > 0) log("warn", "status.orphans_dropped", { tenant: ctx.tenant.id, count: dropped });
}
