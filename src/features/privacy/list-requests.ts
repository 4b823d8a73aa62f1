import { findRequests } from "#features/privacy/queries";
import type { ListRequestsQuery, RequestView } from "#features/privacy/schemas";
import { requestView } from "#features/privacy/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page } from "#platform/http/cursor";

/** Requests, newest first. @throws AppError `invalid_cursor`. */
export async function listRequests(
  ctx: TenantContext,
  { limit, after, status }: ListRequestsQuery,
): Promise<{ data: RequestView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "privacy:read");

  const list = { name: "privacy_requests", kind: "privacyRequest", filters: { status } } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findRequests(ctx.db, { before, status, limit: limit + 1 });
  return page(ctx, list, {
    rows,
    limit,
    positionOf: (row) => [row.id],
    view: (row) => requestView(row, ctx.nowMs()),
  });
}
