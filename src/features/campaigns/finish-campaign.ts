import { isSettled } from "#core/campaign/progress";
import { wholeRange } from "#core/campaign/recipient-ids";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { campaignCompleted } from "#features/campaigns/events";
import { findCampaign, type CampaignRow } from "#features/campaigns/queries";
import { countsOf } from "#features/campaigns/view";
import { isStale, requireSettled, requireStanding, setStatus } from "#features/campaigns/writes";
import { skipQueued } from "#features/messages/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * Complete a running campaign when, and only when, no row of it is queued, sending or held.
 *
 * @returns Whether it is completed now by this call.
 */
export async function finishIfSettled(ctx: ScopedContext, id: Id<"campaign">): Promise<boolean> {
  const row = await findCampaign(ctx.db, id);
  if (row?.status !== "running" || !isSettled(countsOf(row))) return false;
  try {
    await commit(ctx, {
      statements: [
        requireStanding(ctx.db, row, ["running"]),
        requireSettled(ctx.db, row.id),
        setStatus(ctx.db, row.id, { status: "completed", pauseReason: null }, ctx.nowMs()),
      ],
      events: [campaignCompleted(row)],
    });
  } catch (error) {
    if (isStale(error)) return false;
    throw error;
  }
  await ctx.session.forgetCampaign(row.id);
  return true;
}

/** Statements that skip every message of a campaign that still waits. */
export const skipWaiting = (ctx: ScopedContext, { messagePrefix }: CampaignRow): Statement[] =>
  messagePrefix === null ? [] : skipQueued(ctx.db, wholeRange(messagePrefix), ctx.nowMs());
