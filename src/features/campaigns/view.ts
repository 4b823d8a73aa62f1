import { progressOf, type Counts } from "#core/campaign/progress";
import type { CampaignRow } from "#features/campaigns/queries";
import type { CampaignProgress, CampaignView } from "#features/campaigns/schemas";

/** A row on the wire. */
export const campaignView = (row: CampaignRow): CampaignView => ({
  id: row.id,
  name: row.name,
  number_id: row.numberId,
  template_id: row.templateId,
  audience: row.audience,
  variables: { ...row.variables },
  pace_mps: row.paceMps,
  status: row.status,
  pause_reason: row.pauseReason,
  planned: row.planned,
  launched_at: instant(row.launchedAt),
  completed_at: instant(row.completedAt),
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});

/** The disjoint counts of a row. */
export const countsOf = (row: CampaignRow): Counts => ({
  queued: row.nQueued,
  sending: row.nSending,
  accepted: row.nAccepted,
  held: row.nHeld,
  sent: row.nSent,
  delivered: row.nDelivered,
  read: row.nRead,
  played: row.nPlayed,
  failed: row.nFailed,
  unknown: row.nUnknown,
  skipped: row.nSkipped,
});

/** How far a campaign is. `limitMps` is its number's limit, messages per second. */
export function progressView(row: CampaignRow, limitMps: number, nowMs: number): CampaignProgress {
  const counts = countsOf(row);
  const progress = progressOf(
    {
      status: row.status,
      counts,
      skippedByReason: row.skippedByReason,
      reachedAccepted: row.reachedAccepted,
      reachedSent: row.reachedSent,
      limitMps,
      paceMps: row.paceMps,
      launchedAtMs: row.launchedAt,
      completedAtMs: row.completedAt,
    },
    nowMs,
  );
  return {
    status: row.status,
    pause_reason: row.pauseReason,
    planned: row.planned,
    counts: { ...counts },
    reached: { ...progress.reached },
    skipped_by_reason: { ...progress.skippedByReason },
    rate_mps: progress.rateMps,
    eta_seconds: progress.etaSeconds,
    throttle_reason: progress.throttleReason,
  };
}

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
