import { consentSplit, SKIP_REASONS, shownReason } from "#core/campaign/eligibility";
import { meansOf, meantBy, storedAudience, templateMeant } from "#features/campaigns/draft";
import { requireCampaign } from "#features/campaigns/queries";
import { countAudience } from "#features/campaigns/queries-audience";
import { checkImport } from "#features/campaigns/queries-import";
import { withSegment } from "#features/campaigns/queries-segment";
import type { AudiencePreview } from "#features/campaigns/report-schemas";
import type { PreviewAudienceBody } from "#features/campaigns/schemas";
import { splitView } from "#features/campaigns/view";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Count who would get a message if the campaign were launched now, and why the others would not.
 *
 * @throws AppError `not_found`, `empty_audience` of an import that was undone, and as `meansOf`.
 */
export async function previewAudience(ctx: TenantContext, id: string): Promise<AudiencePreview> {
  requireScope(ctx, "campaigns:read");
  const campaign = await requireCampaign(ctx, id);
  const { template } = await meansOf(ctx, campaign);
  await checkImport(ctx.db, campaign.audience);
  const source = await withSegment(ctx.db, campaign);
  return previewOf(await countAudience(ctx.db, source, meantBy(template)));
}

/**
 * As {@link previewAudience}, of a campaign that is not made yet.
 *
 * @throws AppError as `templateMeant` and `storedAudience`.
 */
export async function previewNewAudience(
  ctx: TenantContext,
  body: PreviewAudienceBody,
): Promise<AudiencePreview> {
  requireScope(ctx, "campaigns:read");
  const meant = await templateMeant(ctx, body.template_id, body.variables);
  const source = {
    ...(await storedAudience(ctx, body.audience)),
    variables: body.variables ?? {},
    launchedAt: null,
  };
  return previewOf(await countAudience(ctx.db, await withSegment(ctx.db, source), meant));
}

function previewOf(people: ReadonlyMap<string | null, number>): AudiencePreview {
  const skipped = Object.fromEntries(SKIP_REASONS.map((reason) => [reason, 0]));
  for (const [kept, n] of people) {
    if (kept === null) continue;
    const reason = shownReason(kept);
    skipped[reason] = (skipped[reason] ?? 0) + n;
  }
  return {
    matched: [...people.values()].reduce((sum, count) => sum + count, 0),
    eligible: people.get(null) ?? 0,
    // Safe: the keys are exactly SKIP_REASONS.
    skipped: skipped as AudiencePreview["skipped"],
    no_consent: splitView(consentSplit((kept) => people.get(kept) ?? 0)),
  };
}
