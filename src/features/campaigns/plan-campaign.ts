import type { Id } from "#core/ids";
import { purposeOfTemplate } from "#core/message/purpose";
import type { Binder } from "#db/tenant/binder";
import { meantBy } from "#features/campaigns/draft";
import { campaignStarted } from "#features/campaigns/events";
import { finishIfSettled } from "#features/campaigns/finish-campaign";
import { findCampaign, type CampaignRow } from "#features/campaigns/queries";
import { audienceSql } from "#features/campaigns/queries-audience";
import { startSending } from "#features/campaigns/start-sending";
import {
  isStale,
  moveCursor,
  requireCursor,
  requireStanding,
  setStatus,
} from "#features/campaigns/writes";
import { planMessages, rangeOfSlice, settleOrphans } from "#features/messages/index";
import { findTemplate, type TemplateRow } from "#features/templates/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Contacts that one statement plans. */
export const SLICE_SIZE = 10_000;

/**
 * Freeze a launched campaign's audience into message rows, slice by slice, then let it run. Whoever comes twice, or beside
 * another, goes on where the rows stand: each slice moves the cursor in the batch that writes its rows.
 *
 * @param sliceSize Smaller in tests.
 */
export async function planCampaign(
  ctx: ScopedContext,
  id: Id<"campaign">,
  sliceSize: number = SLICE_SIZE,
): Promise<void> {
  let campaign = await findCampaign(ctx.db, id);
  while (campaign?.status === "planning") {
    const template = await findTemplate(ctx.db, campaign.templateId);
    if (template === undefined) throw new Error("a planned campaign has lost its template");
    const isWhole = (await planSlice(ctx, { campaign, template, size: sliceSize })) === 0;
    if (isWhole) await finishPlanning(ctx, campaign);
    campaign = await findCampaign(ctx.db, id);
  }
  if (campaign?.status === "running") await startSending(ctx, campaign);
}

/** @returns How many rows the slice has; null when another planner came between. */
async function planSlice(
  ctx: ScopedContext,
  plan: { readonly campaign: CampaignRow; readonly template: TemplateRow; readonly size: number },
): Promise<number | null> {
  const { campaign, template, size } = plan;
  const { category } = template;
  const slice = {
    campaignId: campaign.id,
    numberId: campaign.numberId,
    templateId: template.id,
    purpose: purposeOfTemplate(category),
    messagePrefix: campaign.messagePrefix ?? "",
    planned: campaign.planned,
    size,
  };
  const cursor = campaign.planCursor ?? "";
  const people = (binder: Binder) =>
    audienceSql(campaign, meantBy(template), { cursor, size }, binder);
  try {
    const { results } = await commit(ctx, {
      statements: [
        requireCursor(ctx.db, campaign),
        ...planMessages(ctx.db, { ...slice, people }, ctx.nowMs()),
        moveCursor(ctx.db, campaign.id, rangeOfSlice(slice)),
      ],
    });
    return results[1]?.meta.changes ?? 0;
  } catch (error) {
    if (isStale(error)) return null;
    throw error;
  }
}

/** Everybody is planned: the campaign runs from here. Of several that come here at once, one wins. */
async function finishPlanning(ctx: ScopedContext, campaign: CampaignRow): Promise<void> {
  try {
    await commit(ctx, {
      statements: [
        requireStanding(ctx.db, campaign, ["planning"]),
        setStatus(ctx.db, campaign.id, { status: "running", pauseReason: null }, ctx.nowMs()),
      ],
      events: [campaignStarted(campaign)],
    });
  } catch (error) {
    if (!isStale(error)) throw error;
    return;
  }
  await settleOrphans(ctx);
  await finishIfSettled(ctx, campaign.id);
}
