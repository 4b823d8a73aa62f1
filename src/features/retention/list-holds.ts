import { findHolds } from "#features/retention/queries";
import type { LegalHoldView, ListHoldsQuery } from "#features/retention/schemas";
import { holdView } from "#features/retention/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page } from "#platform/http/cursor";

/** The contacts whose data is held. @throws AppError `invalid_cursor`. */
export async function listHolds(
  ctx: TenantContext,
  { limit, after }: ListHoldsQuery,
): Promise<{ data: LegalHoldView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "privacy:read");

  const list = { name: "legal_holds", kind: "contact", filters: {} } as const;
  const rows = await findHolds(ctx.db, {
    after: await idAfter(ctx, list, after),
    limit: limit + 1,
  });
  return page(ctx, list, { rows, limit, positionOf: ({ subject }) => [subject], view: holdView });
}
