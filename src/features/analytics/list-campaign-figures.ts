import { SLOT_MS } from "#core/analytics/slot";
import { readCampaigns } from "#features/analytics/queries";
import type { CampaignList, ReportQuery } from "#features/analytics/schemas";
import { spanOf, toldSpan } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** The campaigns launched in a span, as they stand now. @throws AppError `out_of_range`. */
export async function listCampaignFigures(
  ctx: TenantContext,
  query: ReportQuery,
): Promise<CampaignList> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const rows = await readCampaigns(ctx.db, {
    from: (span.days[0]?.from ?? 0) * SLOT_MS,
    to: (span.days.at(-1)?.to ?? 0) * SLOT_MS,
    number: span.number,
  });
  return {
    ...toldSpan(span),
    data: rows.map(({ id, templateId, launchedAt, ...row }) => ({
      campaign_id: id,
      template_id: templateId,
      launched_at: new Date(launchedAt).toISOString(),
      ...row,
    })),
  };
}
