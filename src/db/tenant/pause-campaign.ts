import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Pause a campaign for what Meta said of one of its messages. One that does not run stays as it is. */
export const pauseRunning = (
  db: TenantDb,
  id: Id<"campaign">,
  { reason, nowMs }: { readonly reason: string; readonly nowMs: number },
): Statement =>
  statement(
    db,
    `UPDATE campaigns SET status = 'paused', pause_reason = ?2, version = version + 1, updated_at = ?3
     WHERE id = ?1 AND status = 'running'`,
    id,
    reason,
    nowMs,
  );
