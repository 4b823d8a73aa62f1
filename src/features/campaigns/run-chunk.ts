import { rangeOf } from "#core/campaign/recipient-ids";
import { endChunk, tellSession } from "#features/campaigns/end-chunk";
import { openChunk, type ChunkJob } from "#features/campaigns/open-chunk";
import { sendChunk } from "#features/campaigns/send-chunk";
import { pauseForReason } from "#features/campaigns/steer-campaign";
import type { ScopedContext } from "#platform/context";
import type { JobOutcome } from "#platform/queue/jobs";

/**
 * Send the rows of a chunk. Any number of runs may have the same chunk, in any order and again: a row is posted by the run that
 * claimed it, and by no other ever.
 */
export async function runChunk(ctx: ScopedContext, job: ChunkJob): Promise<JobOutcome> {
  const opened = await openChunk(ctx, job);
  switch (opened.type) {
    case "gone":
      return { type: "drop", reason: "campaign_gone" };
    case "stop":
      await pauseForReason(ctx, job.campaignId, opened.reason);
      break;
    case "not_running":
      await tellSession(ctx, opened.campaign);
      if (opened.campaign.messagePrefix !== null)
        await endChunk(ctx, job, {
          range: rangeOf(opened.campaign.messagePrefix, job.from, job.to),
        });
      break;
    case "open": {
      const { range, number } = opened.chunk;
      const slots = await sendChunk(ctx, opened.chunk);
      await endChunk(ctx, job, { range, unused: { numberId: number.id, slots } });
      break;
    }
  }
  return { type: "done" };
}
