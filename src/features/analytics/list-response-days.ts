import { waitFigures } from "#features/analytics/figures";
import type { ReportQuery, ResponseDays } from "#features/analytics/schemas";
import { spanOf, sumsOf, toldSpan } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** How long people waited for an answer, by the day of the answer. @throws AppError `out_of_range`. */
export async function listResponseDays(
  ctx: TenantContext,
  query: ReportQuery,
): Promise<ResponseDays> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const sums = await sumsOf(ctx, span, "r:");
  return {
    ...toldSpan(span),
    data: span.days.map(({ day }, i) => ({ day, ...waitFigures(sums[i] ?? {}) })),
  };
}
