import { SKIP_REASONS } from "#core/campaign/eligibility";
import { newBinder } from "#db/tenant/binder";
import { audienceSql } from "#features/campaigns/audience";
import { meansOf } from "#features/campaigns/draft";
import { requireCampaign } from "#features/campaigns/queries";
import type { AudiencePreview } from "#features/campaigns/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** More than any workspace has contacts. */
const EVERYBODY = Number.MAX_SAFE_INTEGER;

/**
 * Count who would get a message if the campaign were launched now, and why the others would not.
 *
 * @throws AppError `not_found`, and as `meansOf`.
 */
export async function previewAudience(ctx: TenantContext, id: string): Promise<AudiencePreview> {
  requireScope(ctx, "campaigns:read");
  const campaign = await requireCampaign(ctx.db, id);
  const { template } = await meansOf(ctx, campaign);
  const binder = newBinder();
  const slice = { cursor: "", size: EVERYBODY };
  const audience = audienceSql(campaign, template.category, slice, binder);
  const { results } = await ctx.db.$client
    .prepare(`SELECT reason, count(*) AS people FROM (${audience}) GROUP BY reason`)
    .bind(...binder.params)
    .all<{ reason: string | null; people: number }>();
  const people = new Map(results.map((row) => [row.reason, row.people]));
  return {
    matched: results.reduce((sum, row) => sum + row.people, 0),
    eligible: people.get(null) ?? 0,
    // Safe: the keys are exactly SKIP_REASONS.
    skipped: Object.fromEntries(
      SKIP_REASONS.map((reason) => [reason, people.get(reason) ?? 0]),
    ) as AudiencePreview["skipped"],
  };
}
