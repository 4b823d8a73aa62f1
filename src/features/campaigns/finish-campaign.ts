import { CANCELLED_REASON } from "#core/campaign/eligibility";
import { isSettled } from "#core/campaign/progress";
import { wholeRange } from "#core/campaign/recipient-ids";
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import { CAMPAIGN_SETTLED } from "#db/tenant/campaign-settled";
import type { TenantDb } from "#db/tenant/client";
import {
  campaignOf,
  guard,
  isStale,
  setStatus,
  type CampaignRow,
} from "#features/campaigns/queries";
import { countsOf } from "#features/campaigns/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

const SETTLED = `INSERT INTO campaigns (id) SELECT NULL WHERE NOT EXISTS (
  SELECT 1 FROM campaigns WHERE id = ?1 AND ${CAMPAIGN_SETTLED})`;

/**
 * Complete a running campaign when, and only when, no row of it is queued, sending or held.
 *
 * @returns Whether it is completed now by this call.
 */
export async function finishIfSettled(ctx: TenantContext, id: Id<"campaign">): Promise<boolean> {
  requireScope(ctx, "campaigns:launch");
  const row = await campaignOf(ctx.db, id);
  if (row?.status !== "running" || !isSettled(countsOf(row))) return false;
  try {
    await commit(ctx, {
      statements: [
        guard(ctx.db, row, ["running"]),
        statement(ctx.db, SETTLED, row.id),
        setStatus(ctx.db, row.id, { status: "completed", pauseReason: null }, ctx.nowMs()),
      ],
      events: [
        {
          type: "campaign.completed",
          data: { campaign_id: row.id, planned: row.planned, skipped: row.nSkipped },
        },
      ],
    });
  } catch (error) {
    if (isStale(error)) return false;
    throw error;
  }
  await ctx.session.forgetCampaign(row.id);
  return true;
}

const COUNT_SKIPPED = `
UPDATE campaigns SET n_queued = n_queued - s.people, n_skipped = n_skipped + s.people, updated_at = ?4,
  skipped_by_reason = json_set(skipped_by_reason, '$.${CANCELLED_REASON}',
    coalesce(json_extract(skipped_by_reason, '$.${CANCELLED_REASON}'), 0) + s.people)
FROM (SELECT count(*) people FROM messages WHERE id BETWEEN ?2 AND ?3 AND state = 'queued') s
WHERE campaigns.id = ?1 AND s.people > 0`;

const SKIP = `UPDATE messages SET state = 'skipped', skip_reason = '${CANCELLED_REASON}'
WHERE id BETWEEN ?1 AND ?2 AND state = 'queued'`;

/** Statements that skip every row of a campaign that still waits, in this order in one batch. */
export function skipQueued(db: TenantDb, campaign: CampaignRow, nowMs: number): Statement[] {
  if (campaign.messagePrefix === null) return [];
  const { first, last } = wholeRange(campaign.messagePrefix);
  return [
    statement(db, COUNT_SKIPPED, campaign.id, first, last, nowMs),
    statement(db, SKIP, first, last),
  ];
}
