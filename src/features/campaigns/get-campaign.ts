import { isId } from "#core/ids";
import { requireCampaign, pageOfCampaigns, type CampaignRow } from "#features/campaigns/queries";
import type { CampaignProgress, CampaignReport } from "#features/campaigns/report-schemas";
import type { CampaignQuery } from "#features/campaigns/schemas";
import { campaignView, progressView, reportView } from "#features/campaigns/view";
import { findNumber } from "#features/numbers/index";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, page } from "#platform/http/cursor";
import { numbersOf } from "#platform/number-access";

/** @throws AppError `not_found`. */
export async function getCampaign(ctx: TenantContext, id: string): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:read");
  return requireCampaign(ctx, id);
}

/** One page of campaigns, newest first. @throws AppError `invalid_cursor`. */
export async function listCampaigns(ctx: TenantContext, query: CampaignQuery) {
  requireScope(ctx, "campaigns:read");
  const { status, limit } = query;
  const list = { name: "campaigns", filters: { status } };
  const position = query.after === undefined ? null : await decodeCursor(ctx, list, query.after);
  const before = String(position?.[0] ?? "");
  const rows = await pageOfCampaigns(ctx.db, {
    status,
    before: isId("campaign", before) ? before : null,
    limit: limit + 1,
    access: numbersOf(ctx),
  });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: campaignView });
}

/** Where every message of a campaign stands. @throws AppError `not_found`. */
export async function getCampaignProgress(
  ctx: TenantContext,
  id: string,
): Promise<CampaignProgress> {
  requireScope(ctx, "campaigns:read");
  const row = await requireCampaign(ctx, id);
  const number = await findNumber(ctx.db, row.numberId);
  return progressView(row, number?.throughputMps ?? null, ctx.nowMs());
}

/** Whom a campaign did not reach, and why; before the launch all counts are 0. @throws AppError `not_found`. */
export async function getCampaignReport(ctx: TenantContext, id: string): Promise<CampaignReport> {
  requireScope(ctx, "campaigns:read");
  return reportView(await requireCampaign(ctx, id), ctx.nowMs());
}
