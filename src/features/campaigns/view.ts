import type { ConsentSplit } from "#core/campaign/eligibility";
import { progressOf, type Counts, type Progress } from "#core/campaign/progress";
import { WITHHELD_PREFIX } from "#core/message/counted-state";
import { actionFor } from "#core/whatsapp/error-action";
import type { CampaignRow } from "#features/campaigns/queries";
import type { CampaignProgress, CampaignReport } from "#features/campaigns/report-schemas";
import type { CampaignView } from "#features/campaigns/schemas";

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
  counts: { ...countsOf(row) },
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

/** What core derives from a row. `limitMps` is its number's limit, messages per second. */
const tallyOf = (row: CampaignRow, limitMps: number, nowMs: number): Progress =>
  progressOf(
    {
      status: row.status,
      counts: countsOf(row),
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

/** How far a campaign is. `limitMps` as {@link tallyOf}; null when the number is gone. */
export function progressView(
  row: CampaignRow,
  limitMps: number | null,
  nowMs: number,
): CampaignProgress {
  const progress = tallyOf(row, limitMps ?? 0, nowMs);
  return {
    status: row.status,
    pause_reason: row.pauseReason,
    planned: row.planned,
    counts: { ...countsOf(row) },
    reached: { ...progress.reached },
    skipped_by_reason: { ...progress.skippedByReason },
    no_consent: splitView(progress.noConsent),
    limit_mps: limitMps,
    rate_mps: progress.rateMps,
    eta_seconds: progress.etaSeconds,
    throttle_reason: progress.throttleReason,
  };
}

/** Whom a launched campaign did not reach, and why. Everything is of the campaign's own row, so that it adds up. */
export function reportView(row: CampaignRow, nowMs: number): CampaignReport {
  const { reached, noConsent, skippedByReason } = tallyOf(row, 0, nowMs);
  return {
    status: row.status,
    planned: row.planned,
    counts: { ...countsOf(row) },
    reached: { ...reached },
    errors: byCount(Object.entries(row.failedByCode)).map(([code, count]) => ({
      refusal: refusalView(code),
      count,
    })),
    skipped: byCount(Object.entries(skippedByReason)).map(([reason, count]) => ({
      reason,
      count,
      refusal: reason.startsWith(WITHHELD_PREFIX)
        ? refusalView(reason.slice(WITHHELD_PREFIX.length))
        : null,
    })),
    no_consent: splitView(noConsent),
    launched_at: instant(row.launchedAt),
    completed_at: instant(row.completedAt),
  };
}

/** The most frequent first; those that nobody has are left out. */
const byCount = (counts: readonly (readonly [string, number])[]) =>
  counts.filter(([, n]) => n > 0).toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));

/** What is known of Meta's refusals by one code, digits or `unknown`. */
function refusalView(key: string): CampaignReport["errors"][number]["refusal"] {
  const code = /^\d+$/.test(key) ? Number(key) : null;
  const { remedyCode, remedy, retryable } = actionFor(code, false);
  return { code: `meta_${key}`, meta_code: code, remedy_code: remedyCode, remedy, retryable };
}

/** People without consent, by why. */
export const splitView = ({ notAsked, withdrawn }: ConsentSplit) => ({
  not_asked: notAsked,
  withdrawn,
});

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
