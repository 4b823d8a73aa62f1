import { historyOf } from "#features/templates/queries-history";
import { requireTemplate } from "#features/templates/require-template";
import type { HistoryView } from "#features/templates/schemas-more";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * What became of a template, oldest first.
 *
 * @throws AppError `not_found`.
 */
export async function listHistory(
  ctx: TenantContext,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ data: HistoryView[]; has_more: boolean; next_after: number }> {
  requireScope(ctx, "templates:read");

  const row = await requireTemplate(ctx, id);
  const rows = await historyOf(ctx.db, row.id, { afterSeq: after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    data: shown.map(({ seq, at, act, changes }) => ({
      seq,
      at: new Date(at).toISOString(),
      act,
      // Safe: they were read from JSON.
      changes: changes as HistoryView["changes"],
    })),
    has_more: rows.length > limit,
    next_after: shown.at(-1)?.seq ?? after,
  };
}
