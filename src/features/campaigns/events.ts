import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { CampaignRow } from "#features/campaigns/queries";

export const campaignStarted = (row: CampaignRow): NewEvent => ({
  type: "campaign.started",
  data: { campaign_id: row.id, planned: row.planned, queued: row.nQueued },
});

export const campaignCompleted = (row: CampaignRow): NewEvent => ({
  type: "campaign.completed",
  data: { campaign_id: row.id, planned: row.planned, skipped: row.nSkipped },
});

/** `reason`: why it stands where it does, e.g. `requested` or `meta_131042`; null when there is nothing to say. */
export const campaignSteered = (
  to: "paused" | "resumed" | "cancelled",
  id: Id<"campaign">,
  reason: string | null,
): NewEvent => ({ type: `campaign.${to}`, data: { campaign_id: id, reason } });
