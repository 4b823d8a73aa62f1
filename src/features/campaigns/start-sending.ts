import type { CampaignRow } from "#features/campaigns/queries";
import type { ScopedContext } from "#platform/context";

/** Rows of a chunk: a few seconds of sending, so that a pause leaves little behind. */
export const CHUNK_SIZE = 48;

/** Tell the session to send a running campaign. Telling it again is harmless. */
export const startSending = (ctx: ScopedContext, campaign: CampaignRow): Promise<void> =>
  ctx.session.startCampaign({
    campaignId: campaign.id,
    planned: campaign.planned,
    chunkSize: CHUNK_SIZE,
  });
