import { PARAMETER_ERRORS_MAX, parameterErrors } from "#core/campaign/parameter-errors";
import { ChunkSender } from "#features/campaigns/chunk-sender";
import type { OpenChunk } from "#features/campaigns/open-chunk";
import { pauseForReason } from "#features/campaigns/steer-campaign";
import { recordOutcomes, SlotLine, type Recorded, type TakenSlots } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/** A run hands the rest of its chunk over to the next run after this long, ms. */
const RUN_MS = 5 * 60_000;
/** How often a run shows the session that it is alive, ms. */
const ALIVE_EVERY_MS = 5_000;

/**
 * Send the rows of a chunk: block by block take slots, claim, post, record. While one block is recorded the slots of the next are
 * taken already, so that they do not wait for the database; no more than one block is in hand at a time.
 *
 * @returns the session's slots that were taken and not used.
 */
export async function sendChunk(ctx: ScopedContext, chunk: OpenChunk): Promise<readonly number[]> {
  const { campaign, number } = chunk;
  const { id: campaignId, paceMps } = campaign;
  const line = new SlotLine(ctx, { number, lane: "campaign", campaignId, paceMps });
  const sender = new ChunkSender(ctx, chunk, line);
  try {
    await sendAll(ctx, { chunk, line, sender });
  } finally {
    await sender.release();
  }
  return line.takeUnused();
}

interface Sending {
  readonly chunk: OpenChunk;
  readonly line: SlotLine;
  readonly sender: ChunkSender;
}

async function sendAll(ctx: ScopedContext, { chunk, line, sender }: Sending): Promise<void> {
  const { campaign, job } = chunk;
  const endMs = ctx.nowMs() + RUN_MS;
  const errors = { seen: false };
  let aliveAtMs = ctx.nowMs();
  let left = job.to - job.from;
  let taken = await line.take(Math.min(chunk.blockSize, left));
  while (left > 0 && taken.verdict === "go" && ctx.nowMs() < endMs) {
    const block = await sender.send(taken.slots);
    if (block.isDry) break;
    left -= block.posted.length + block.skipped;
    const [recorded, next] = await Promise.all([
      recordOutcomes(ctx, block.posted, { campaigns: true }),
      left > 0 ? line.take(Math.min(chunk.blockSize, left)) : NO_SLOTS,
    ]);
    taken = next;
    const reason = await reasonToStop(ctx, chunk, recorded, errors);
    if (reason !== null) {
      await pauseForReason(ctx, campaign.id, reason);
      break;
    }
    if (ctx.nowMs() - aliveAtMs > ALIVE_EVERY_MS) {
      aliveAtMs = ctx.nowMs();
      await ctx.session.checkChunk(campaign.id, job.from);
    }
  }
  line.giveBack(taken.slots);
}

const NO_SLOTS: TakenSlots = { verdict: "go", slots: [] };

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
