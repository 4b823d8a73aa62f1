export { noteStatuses } from "#features/campaigns/note-statuses";
export { pausesForNews } from "#features/campaigns/pauses-for-news";
export { planCampaign } from "#features/campaigns/plan-campaign";
export { readCampaignsForExport } from "#features/campaigns/queries-export";
export { campaignRoutes } from "#features/campaigns/routes";
export { runChunk } from "#features/campaigns/run-chunk";
export { sweepCampaigns } from "#features/campaigns/sweep-campaigns";
