import { COUNT, type Counts } from "#core/analytics/tally";
import { byMiddle, groupFigures, isAny, progressFigures } from "#features/analytics/figures";
import type { MessageDays, ReportQuery } from "#features/analytics/schemas";
import { spanOf, sumsOf, toldSpan } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** Messages by day, and within a day by category. @throws AppError `out_of_range`. */
export async function listMessageDays(
  ctx: TenantContext,
  query: ReportQuery,
): Promise<MessageDays> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const sums = await sumsOf(ctx, span);
  return {
    ...toldSpan(span),
    data: span.days.map(({ day }, i) => ({ day, ...dayFigures(sums[i] ?? {}) })),
  };
}

function dayFigures(counts: Counts) {
  const ofCategories = Object.fromEntries(
    Object.entries(counts).filter(([name]) => name.startsWith("c:")),
  );
  const categories = [...byMiddle(ofCategories)]
    .map(([category, group]) => [category, groupFigures(group)] as const)
    .filter(([, figures]) => isAny(figures));
  return {
    received: counts[COUNT.received] ?? 0,
    echoed: counts[COUNT.echoed] ?? 0,
    ...progressFigures(counts),
    by_category: Object.fromEntries(categories),
  };
}
