import { prefixOf } from "#core/campaign/recipient-ids";
import { AppError, fieldError } from "#core/errors";
import { sendRefusal } from "#core/number/can-send";
import { meansOf, meantBy, type Means } from "#features/campaigns/draft";
import { requireCampaign, type CampaignRow } from "#features/campaigns/queries";
import { hasSomebody } from "#features/campaigns/queries-audience";
import { requireImportDone } from "#features/campaigns/queries-import";
import { withSegment } from "#features/campaigns/queries-segment";
import { ringVariableMedia } from "#features/campaigns/variable-media";
import { campaignView } from "#features/campaigns/view";
import { freezeSegment, isStale, requireStanding, startPlanning } from "#features/campaigns/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Launch a draft: from now on its audience is fixed. The plan is made by a job; a lost one is found by the sweep.
 *
 * @throws AppError `not_found`; `invalid_state` when it is no draft, or its import is still running; `template_not_sendable`, `number_paused`,
 *   `number_needs_reauth`, `empty_audience`; and as `meansOf`.
 */
export async function launchCampaign(ctx: TenantContext, id: string): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:launch");
  const campaign = await withSegment(ctx.db, await requireCampaign(ctx, id));
  if (campaign.status !== "draft") throw launched(campaign.status);
  const means = await meansOf(ctx, campaign);
  refuseUnsendable(means);
  await requireImportDone(ctx.db, campaign.audience);
  if (!(await hasSomebody(ctx.db, campaign, meantBy(means.template))))
    throw fieldError("empty_audience", "/audience", "Nobody in the audience can be sent to.");
  const nowMs = ctx.nowMs();
  const messagePrefix = prefixOf(ctx.newId("message"));
  const row: CampaignRow = {
    ...campaign,
    status: "planning",
    messagePrefix,
    planCursor: "",
    launchedAt: nowMs,
    updatedAt: nowMs,
    version: campaign.version + 1,
  };
  try {
    await commit(ctx, {
      statements: [
        requireStanding(ctx.db, campaign, ["draft"]),
        startPlanning(ctx.db, campaign.id, { messagePrefix, nowMs }),
        ...freezeSegment(ctx.db, campaign),
      ],
      audit: { action: "campaign.launch", target: campaign.id },
      answer: { status: 202, body: campaignView(row) },
    });
  } catch (error) {
    if (isStale(error)) throw launched("changed");
    throw error;
  }
  await ringVariableMedia(ctx, row.numberId, row.variables);
  await ctx.enqueue({ kind: "campaign.plan", tenantId: ctx.tenant.id, campaignId: campaign.id });
  return row;
}

const launched = (status: string): AppError =>
  new AppError("invalid_state", `Only a draft can be launched; this campaign is ${status}.`);

function refuseUnsendable({ number, template }: Means): void {
  if (template.status !== "approved")
    throw fieldError(
      "template_not_sendable",
      "/template_id",
      `The template is ${template.status}, not approved.`,
    );
  const refusal = sendRefusal(number.status);
  if (refusal === "number_needs_reauth")
    throw fieldError(refusal, "/number_id", "The number needs a new access token.");
  if (refusal !== null) throw fieldError(refusal, "/number_id", `The number is ${number.status}.`);
}
