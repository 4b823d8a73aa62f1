import { PARAMETER_ERRORS_MAX, parameterErrors } from "#core/campaign/parameter-errors";
import { rangeOf } from "#core/campaign/recipient-ids";
import { withRendering } from "#core/whatsapp/rendered-template";
import { buildTemplateContent } from "#core/whatsapp/template";
import { endChunk, tellSession } from "#features/campaigns/end-chunk";
import { openChunk, type ChunkJob, type OpenChunk } from "#features/campaigns/open-chunk";
import { pauseForReason } from "#features/campaigns/steer-campaign";
import {
  claimRows,
  pickOfCampaign,
  postClaimed,
  recordOutcomes,
  type ClaimedRow,
  type Posted,
  type Recorded,
} from "#features/messages/index";
import type { ScopedContext } from "#platform/context";
import type { JobOutcome } from "#platform/queue/jobs";

/** A run hands the rest of its chunk over to the next run after this long, ms. */
const RUN_MS = 5 * 60_000;
/** How often a run shows the session that it is alive, ms. */
const ALIVE_EVERY_MS = 5_000;

/**
 * Send the rows of a chunk: block by block claim, post, record. Any number of runs may have the same chunk, in any order and
 * again: a row is posted by the run that claimed it, and by no other ever.
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
        await endChunk(ctx, job, rangeOf(opened.campaign.messagePrefix, job.from, job.to));
      break;
    case "open":
      await sendBlocks(ctx, opened.chunk);
      await endChunk(ctx, job, opened.chunk.range);
      break;
  }
  return { type: "done" };
}

/** While the outcomes of one block are recorded the next is claimed already, so that slots do not wait for the database. */
async function sendBlocks(ctx: ScopedContext, chunk: OpenChunk): Promise<void> {
  const endMs = ctx.nowMs() + RUN_MS;
  const errors = { seen: false };
  let aliveAtMs = ctx.nowMs();
  let block = await claimBlock(ctx, chunk);
  while (block.length > 0 && ctx.nowMs() < endMs) {
    const posted = await postBlock(ctx, chunk, block);
    const goesOn = posted.every(({ reply }) => reply.type !== "unsent");
    const [recorded, next] = await Promise.all([
      recordOutcomes(ctx, posted, { campaigns: true }),
      goesOn ? claimBlock(ctx, chunk) : [],
    ]);
    block = next;
    const reason = await reasonToStop(ctx, chunk, recorded, errors);
    if (reason !== null) {
      await pauseForReason(ctx, chunk.campaign.id, reason);
      break;
    }
    if (ctx.nowMs() - aliveAtMs > ALIVE_EVERY_MS) {
      aliveAtMs = ctx.nowMs();
      await ctx.session.checkChunk(chunk.campaign.id, chunk.job.from);
    }
  }
  if (block.length > 0) await giveBack(ctx, block);
}

/** The next rows of the chunk, claimed by this run; none when there are none, or the campaign does not run any more. */
async function claimBlock(ctx: ScopedContext, chunk: OpenChunk): Promise<readonly ClaimedRow[]> {
  const { range, campaign, number, blockSize: size } = chunk;
  const pick = pickOfCampaign({ range, campaignId: campaign.id, numberId: number.id, size });
  for (;;) {
    const { rows, skipped } = await claimRows(ctx, pick, { campaigns: true });
    if (rows.length > 0 || skipped === 0) return rows;
  }
}

function postBlock(
  ctx: ScopedContext,
  { template, graph, number, campaign }: OpenChunk,
  block: readonly ClaimedRow[],
): Promise<readonly Posted[]> {
  return postClaimed(ctx, {
    graph,
    number,
    rows: block.map((row) => ({
      ...row,
      content: withRendering(
        template.components,
        buildTemplateContent(template, row.variables ?? {}),
      ),
    })),
    lane: "campaign",
    campaignId: campaign.id,
    paceMps: campaign.paceMps,
  });
}

/** Put rows back that were claimed and never left us. */
async function giveBack(ctx: ScopedContext, block: readonly ClaimedRow[]): Promise<void> {
  const unsent = block.map((row): Posted => ({ row, reply: { type: "unsent", why: "paused" } }));
  await recordOutcomes(ctx, unsent, { campaigns: true });
}

/** Why the campaign cannot go on after these outcomes, as its `pause_reason`; null when it can. */
async function reasonToStop(
  ctx: ScopedContext,
  chunk: OpenChunk,
  recorded: Recorded,
  errors: { seen: boolean },
): Promise<string | null> {
  if (recorded.stop !== null) return `meta_${recorded.stop.code}`;
  const codes = parameterErrors(recorded.codes);
  const code = codes.findLast((one) => one !== null);
  errors.seen ||= code !== undefined;
  if (!errors.seen) return null;
  const streak = await ctx.session.noteErrors(chunk.campaign.id, codes);
  return streak >= PARAMETER_ERRORS_MAX ? `meta_${code}` : null;
}
