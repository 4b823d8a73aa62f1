import { commitDraft } from "#features/campaigns/commit-draft";
import { meansOf, storedAudience } from "#features/campaigns/draft";
import type { CampaignRow } from "#features/campaigns/queries";
import type { CreateCampaignBody } from "#features/campaigns/schemas";
import { campaignView } from "#features/campaigns/view";
import { insertCampaign, keepList, requireSegmentThere } from "#features/campaigns/writes";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Make a draft. Nothing is sent, and nobody is chosen, before it is launched.
 *
 * @throws AppError as `meansOf` and `storedAudience`.
 */
export async function createCampaign(
  ctx: TenantContext,
  body: CreateCampaignBody,
): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:write");
  const variables = body.variables ?? {};
  const { number, template } = await meansOf(ctx, {
    numberId: body.number_id,
    templateId: body.template_id,
    variables,
  });
  const stored = await storedAudience(ctx, body.audience);
  const row: CampaignRow = {
    ...NOTHING_SENT,
    id: ctx.newId("campaign"),
    name: body.name,
    numberId: number.id,
    templateId: template.id,
    audience: stored.audience,
    variables,
    paceMps: body.pace_mps ?? null,
    createdAt: ctx.nowMs(),
    updatedAt: ctx.nowMs(),
  };
  await commitDraft(ctx, {
    statements: [
      ...requireSegmentThere(ctx.db, row.audience),
      insertCampaign(ctx.db, row),
      ...(stored.contactIds === null ? [] : [keepList(ctx.db, row.id, stored.contactIds)]),
    ],
    audit: { action: "campaign.create", target: row.id },
    answer: { status: 201, body: campaignView(row) },
  });
  return row;
}

const NOTHING_SENT = {
  status: "draft",
  pauseReason: null,
  messagePrefix: null,
  planCursor: null,
  planned: 0,
  nQueued: 0,
  nSending: 0,
  nAccepted: 0,
  nHeld: 0,
  nSent: 0,
  nDelivered: 0,
  nRead: 0,
  nPlayed: 0,
  nFailed: 0,
  nUnknown: 0,
  nSkipped: 0,
  reachedAccepted: 0,
  reachedSent: 0,
  skippedByReason: {},
  failedByCode: {},
  version: 1,
  launchedAt: null,
  completedAt: null,
} as const;
