import { AppError } from "#core/errors";
import { commitDraft } from "#features/campaigns/commit-draft";
import { meansOf, storedAudience } from "#features/campaigns/draft";
import { requireCampaign, type CampaignRow } from "#features/campaigns/queries";
import type { UpdateCampaignBody } from "#features/campaigns/schemas";
import { campaignView } from "#features/campaigns/view";
import {
  deleteCampaignRow,
  isStale,
  keepList,
  requireSegmentThere,
  requireStanding,
  updateCampaignRow,
} from "#features/campaigns/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { etagOf, requireIfMatch } from "#platform/http/etag";

/**
 * Change a draft. `ifMatch` is the `If-Match` header as it came.
 *
 * @throws AppError `not_found`, `precondition_required`, `precondition_failed`, `invalid_state` when it is no draft any more,
 *   and as `meansOf` and `storedAudience`.
 */
export async function updateCampaign(
  ctx: TenantContext,
  id: string,
  { body, ifMatch }: { readonly body: UpdateCampaignBody; readonly ifMatch: string | undefined },
): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:write");
  const before = await requireCampaign(ctx, id);
  requireIfMatch(ifMatch, etagOf(before.version));
  refuseUnlessDraft(before);
  const row = { ...before, ...changes(body), version: before.version + 1, updatedAt: ctx.nowMs() };
  await meansOf(ctx, row);
  const stored = body.audience === undefined ? null : await storedAudience(ctx, body.audience);
  if (stored !== null) row.audience = stored.audience;
  try {
    await commitDraft(ctx, {
      statements: [
        requireStanding(ctx.db, before, ["draft"]),
        ...requireSegmentThere(ctx.db, row.audience),
        updateCampaignRow(ctx.db, row),
        ...(stored?.contactIds ? [keepList(ctx.db, before.id, stored.contactIds)] : []),
      ],
      audit: {
        action: "campaign.update",
        target: before.id,
        changes: { fields: Object.keys(body) },
      },
      answer: { status: 200, body: campaignView(row) },
    });
  } catch (error) {
    if (isStale(error)) throw new AppError("precondition_failed", "The campaign has just changed.");
    throw error;
  }
  return row;
}

/**
 * Delete a draft. One that was launched stays, because it is the account of what was sent.
 *
 * @throws AppError `not_found`, `invalid_state`.
 */
export async function deleteCampaign(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "campaigns:write");
  const row = await requireCampaign(ctx, id);
  refuseUnlessDraft(row);
  try {
    await commit(ctx, {
      statements: [requireStanding(ctx.db, row, ["draft"]), ...deleteCampaignRow(ctx.db, row.id)],
      audit: { action: "campaign.delete", target: row.id },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (isStale(error)) throw new AppError("invalid_state", "The campaign has just changed.");
    throw error;
  }
}

function refuseUnlessDraft(row: CampaignRow): void {
  if (row.status !== "draft")
    throw new AppError(
      "invalid_state",
      `Only a draft can be changed; this campaign is ${row.status}.`,
    );
}

const changes = (body: UpdateCampaignBody) => ({
  ...(body.name !== undefined && { name: body.name }),
  // Safe: `meansOf` refuses an id that is none.
  ...(body.number_id !== undefined && { numberId: body.number_id as CampaignRow["numberId"] }),
  ...(body.template_id !== undefined && {
    templateId: body.template_id as CampaignRow["templateId"],
  }),
  ...(body.variables !== undefined && { variables: body.variables }),
  ...(body.pace_mps !== undefined && { paceMps: body.pace_mps }),
});
