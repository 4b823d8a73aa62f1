import { findSuppressions, findSuppressionsOf } from "#features/suppressions/queries";
import type { ListSuppressionsQuery, SuppressionView } from "#features/suppressions/schemas";
import { suppressionView } from "#features/suppressions/view";
import { selectorIn, whom } from "#features/suppressions/whom";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { idAfter, page } from "#platform/http/cursor";

/** Suppressions, newest first; of one person all there are, on one page. @throws AppError `invalid_cursor`, and what `selectorIn` refuses. */
export async function listSuppressions(
  ctx: TenantContext,
  { limit, after, contact }: ListSuppressionsQuery,
): Promise<{ data: SuppressionView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "consents:read");

  if (contact !== undefined) return listOf(ctx, contact);
  const list = { name: "suppressions", kind: "suppression", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findSuppressions(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: suppressionView });
}

/** At most one for each identity that the person has. */
async function listOf(ctx: ScopedContext, contact: string) {
  const person = await whom(ctx, selectorIn(ctx, contact));
  const rows = await findSuppressionsOf(
    ctx.db,
    (person?.identities ?? []).map(({ keyHash }) => keyHash),
  );
  return { data: rows.map(suppressionView), has_more: false, next_cursor: null };
}
