export { noteStatuses } from "#features/campaigns/note-statuses";
export { pausesForCategory } from "#features/campaigns/pauses-for-category";
export { planCampaign } from "#features/campaigns/plan-campaign";
export { campaignRoutes } from "#features/campaigns/routes";
export { runChunk } from "#features/campaigns/run-chunk";
export { sweepCampaigns } from "#features/campaigns/sweep-campaigns";
