import { wholeRange } from "#core/campaign/recipient-ids";
import { tellSession } from "#features/campaigns/end-chunk";
import { finishIfSettled } from "#features/campaigns/finish-campaign";
import { findLeftOpen, type CampaignRow } from "#features/campaigns/queries";
import { startSending } from "#features/campaigns/start-sending";
import { markLostIn } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/**
 * Mend what a crash left: a plan whose job was lost is rung again, a running campaign is told to the session again, one with
 * everything settled is completed, and one that was stopped leaves nothing queued or sending behind.
 */
export async function sweepCampaigns(ctx: ScopedContext): Promise<void> {
  for (const campaign of await findLeftOpen(ctx.db)) await mend(ctx, campaign);
}

async function mend(ctx: ScopedContext, campaign: CampaignRow): Promise<void> {
  const { id, status, messagePrefix } = campaign;
  if (status === "planning") {
    await ctx.enqueue({ kind: "campaign.plan", tenantId: ctx.tenant.id, campaignId: id });
    return;
  }
  if (status === "running") {
    if (await finishIfSettled(ctx, id)) return;
    if (campaign.nQueued + campaign.nSending > 0) await startSending(ctx, campaign);
    return;
  }
  if (messagePrefix !== null) await markLostIn(ctx, wholeRange(messagePrefix));
  await tellSession(ctx, campaign);
}
