import type { KeyRange } from "#core/campaign/recipient-ids";
import type { Id } from "#core/ids";
import { finishIfSettled, skipWaiting } from "#features/campaigns/finish-campaign";
import type { ChunkJob } from "#features/campaigns/open-chunk";
import { findCampaign, type CampaignRow } from "#features/campaigns/queries";
import { readOpen } from "#features/messages/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A chunk with rows left over comes again after at least this long, ms. */
const AGAIN_MS = 1_000;

export interface ChunkEnd {
  readonly range: KeyRange;
  /** Slots that the run took and did not use. */
  readonly unused?: { readonly numberId: Id<"number">; readonly slots: readonly number[] };
}

/**
 * Report that a run of a chunk is over. Rows that are still queued, or in the hands of another run, make it come again; the
 * last chunk of all completes the campaign.
 */
export async function endChunk(
  ctx: ScopedContext,
  { campaignId, from }: ChunkJob,
  { range, unused }: ChunkEnd,
): Promise<void> {
  const { open, atMs } = await readOpen(ctx.db, range);
  const leftover = open > 0;
  const afterMs = Math.max(AGAIN_MS, atMs - ctx.nowMs());
  const isLast = await ctx.session.chunkDone({ campaignId, from, leftover, afterMs, unused });
  if (isLast) await finishIfSettled(ctx, campaignId);
  else if (leftover) await closeIfStopped(ctx, campaignId);
}

/** What came back to the queue of a campaign that was cancelled meanwhile is skipped like the rest. */
async function closeIfStopped(ctx: ScopedContext, id: CampaignRow["id"]): Promise<void> {
  const campaign = await findCampaign(ctx.db, id);
  if (campaign !== undefined) await tellSession(ctx, campaign);
}

/** Have the session know what the database knows of a campaign that does not run. */
export async function tellSession(ctx: ScopedContext, campaign: CampaignRow): Promise<void> {
  switch (campaign.status) {
    case "paused":
      await ctx.session.pauseCampaign(campaign.id);
      break;
    case "cancelled":
      await commit(ctx, { statements: skipWaiting(ctx, campaign) });
      await ctx.session.cancelCampaign(campaign.id);
      break;
    case "completed":
    case "failed":
      await ctx.session.forgetCampaign(campaign.id);
      break;
    case "draft":
    case "scheduled":
    case "planning":
    case "running":
      break;
  }
}
