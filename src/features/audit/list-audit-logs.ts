import { mergeTrails } from "#core/audit/merge-trails";
import { lookInControl, lookInWorkspace } from "#features/audit/queries-trail";
import type { AuditView, ListAuditQuery } from "#features/audit/schemas";
import { auditView } from "#features/audit/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";

const LEDGERS = ["workspace", "accounts"] as const;

/**
 * What was done in the workspace and about it, newest first, as one list of two trails.
 *
 * @throws AppError `invalid_cursor`.
 */
export async function listAuditLogs(
  ctx: TenantContext,
  { limit, after, ...filter }: ListAuditQuery,
): Promise<{ data: AuditView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "audit:read");

  const list = { name: "audit-logs", filters: filter };
  const [own, control] = after === undefined ? [] : await decodeCursor(ctx, list, after);
  const look = (below: unknown) => ({
    filter,
    limit,
    below: typeof below === "number" ? below : Number.MAX_SAFE_INTEGER,
  });
  const stretches = await Promise.all([
    lookInWorkspace(ctx.db, look(own)),
    lookInControl(ctx.control, ctx.tenant.id, look(control)),
  ]);
  const named = stretches.map(({ matching, stoppedAt }, i) => ({
    matching: matching.map((row) => ({ ...row, ledger: LEDGERS[i] ?? "workspace" })),
    stoppedAt,
  }));
  const { entries, positions, hasMore } = mergeTrails(named, limit);
  return {
    data: entries.map((row) => auditView(row.ledger, row)),
    has_more: hasMore,
    next_cursor: hasMore ? await encodeCursor(ctx, list, positions) : null,
  };
}
