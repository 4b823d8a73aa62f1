/** Every status of a campaign, in the order of its way. */
export const CAMPAIGN_STATUSES = [
  "draft",
  "scheduled",
  "planning",
  "running",
  "paused",
  "completed",
  "cancelled",
  "failed",
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** Those in which a campaign may still send, so that its number and its template are needed. */
export const UNFINISHED_STATUSES = [
  "draft",
  "scheduled",
  "planning",
  "running",
  "paused",
] as const satisfies readonly CampaignStatus[];
