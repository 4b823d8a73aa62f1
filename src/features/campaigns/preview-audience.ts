import { SKIP_REASONS } from "#core/campaign/eligibility";
import { meansOf } from "#features/campaigns/draft";
import { requireCampaign } from "#features/campaigns/queries";
import { countAudience } from "#features/campaigns/queries-audience";
import type { AudiencePreview } from "#features/campaigns/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Count who would get a message if the campaign were launched now, and why the others would not.
 *
 * @throws AppError `not_found`, and as `meansOf`.
 */
export async function previewAudience(ctx: TenantContext, id: string): Promise<AudiencePreview> {
  requireScope(ctx, "campaigns:read");
  const campaign = await requireCampaign(ctx.db, id);
  const { template } = await meansOf(ctx, campaign);
  const people = await countAudience(ctx.db, campaign, template.category);
  return {
    matched: [...people.values()].reduce((sum, count) => sum + count, 0),
    eligible: people.get(null) ?? 0,
    // Safe: the keys are exactly SKIP_REASONS.
    skipped: Object.fromEntries(
      SKIP_REASONS.map((reason) => [reason, people.get(reason) ?? 0]),
    ) as AudiencePreview["skipped"],
  };
}
