import { COUNT } from "#core/analytics/tally";
import { progressFigures, waitFigures } from "#features/analytics/figures";
import type { Overview, ReportQuery } from "#features/analytics/schemas";
import { spanOf, sumsOf, toldSpan, total } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** Everything in one row. @throws AppError `out_of_range`. */
export async function getOverview(ctx: TenantContext, query: ReportQuery): Promise<Overview> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const counts = total(await sumsOf(ctx, span));
  const figure = (name: string) => counts[name] ?? 0;
  return {
    ...toldSpan(span),
    received: figure(COUNT.received),
    echoed: figure(COUNT.echoed),
    ...progressFigures(counts),
    conversations: figure(COUNT.conversations),
    contacts: figure(COUNT.contacts),
    opt_ins: figure(COUNT.optIns),
    opt_outs: figure(COUNT.optOuts),
    ...waitFigures(counts),
  };
}
