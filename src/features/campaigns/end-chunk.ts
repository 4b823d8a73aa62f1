import type { KeyRange } from "#core/campaign/recipient-ids";
import { statement } from "#db/statement";
import { finishIfSettled, skipWaiting } from "#features/campaigns/finish-campaign";
import type { ChunkJob } from "#features/campaigns/open-chunk";
import { findCampaign, type CampaignRow } from "#features/campaigns/queries";
import { CLAIM_LOST_MS } from "#features/messages/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A chunk with rows left over comes again after at least this long, ms. */
const AGAIN_MS = 1_000;

const OPEN_ROWS = `SELECT count(*) AS open,
  min(CASE state WHEN 'queued' THEN coalesce(due_at, 0) ELSE claimed_at + ?3 END) AS at
FROM messages WHERE id BETWEEN ?1 AND ?2 AND state IN ('queued', 'sending')`;

/**
 * Report that a run of a chunk is over. Rows that are still queued, or in the hands of another run, make it come again; the
 * last chunk of all completes the campaign.
 */
export async function endChunk(
  ctx: ScopedContext,
  job: ChunkJob,
  { first, last }: KeyRange,
): Promise<void> {
  const { campaignId, from } = job;
  const rows = await statement(ctx.db, OPEN_ROWS, first, last, CLAIM_LOST_MS).first<{
    open: number;
    at: number | null;
  }>();
  const leftover = (rows?.open ?? 0) > 0;
  const afterMs = Math.max(AGAIN_MS, (rows?.at ?? 0) - ctx.nowMs());
  const isLast = await ctx.session.chunkDone({ campaignId, from, leftover, afterMs });
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
