import { rangeOf } from "#core/campaign/recipient-ids";
import type { Id } from "#core/ids";
import { purposeOfTemplate } from "#core/message/purpose";
import { statement, type Statement } from "#db/statement";
import { messageIdSql } from "#db/tenant/message-id-sql";
import { audienceSql, newBinder } from "#features/campaigns/audience";
import { finishIfSettled } from "#features/campaigns/finish-campaign";
import {
  campaignOf,
  guard,
  isStale,
  setStatus,
  type CampaignRow,
} from "#features/campaigns/queries";
import { startSending } from "#features/campaigns/start-sending";
import { findTemplate, type TemplateRow } from "#features/templates/index";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Contacts that one statement plans. */
export const SLICE_SIZE = 10_000;

/**
 * Freeze a launched campaign's audience into message rows, slice by slice, then let it run. Whoever comes twice, or beside
 * another, goes on where the rows stand: each slice moves the cursor in the batch that writes its rows.
 *
 * @param sliceSize Smaller in tests.
 */
export async function planCampaign(
  ctx: TenantContext,
  id: Id<"campaign">,
  sliceSize: number = SLICE_SIZE,
): Promise<void> {
  requireScope(ctx, "campaigns:launch");
  let campaign = await campaignOf(ctx.db, id);
  while (campaign?.status === "planning") {
    const template = await findTemplate(ctx.db, campaign.templateId);
    if (template === undefined) throw new Error("a planned campaign has lost its template");
    await ctx.db.$client.batch(sliceStatements(ctx, campaign, template, sliceSize));
    const after = await campaignOf(ctx.db, id);
    if (after?.planCursor === campaign.planCursor && after.status === "planning")
      await finishPlanning(ctx, after);
    campaign = await campaignOf(ctx.db, id);
  }
  if (campaign?.status === "running") await startSending(ctx, campaign);
}

/** The rows of one slice and what they change in the campaign, which must still stand where it was read. */
function sliceStatements(
  ctx: TenantContext,
  campaign: CampaignRow,
  template: TemplateRow,
  sliceSize: number,
): Statement[] {
  return [insertSlice(ctx, campaign, template, sliceSize), countSlice(ctx, campaign, sliceSize)];
}

function insertSlice(
  ctx: TenantContext,
  campaign: CampaignRow,
  template: TemplateRow,
  size: number,
): Statement {
  const binder = newBinder();
  const { bind } = binder;
  const cursor = campaign.planCursor ?? "";
  const people = audienceSql(campaign, template.category, { cursor, size }, binder);
  const purpose = purposeOfTemplate(template.category);
  const now = bind(ctx.nowMs());
  const sql = `
INSERT INTO messages (id, direction, number_id, contact_id, campaign_id, template_id, type, variables, purpose,
  state, skip_reason, attempts, created_at, queued_at)
SELECT ${messageIdSql(bind(campaign.messagePrefix), "(g.planned + a.n)")}, 'outbound', ${bind(campaign.numberId)},
  a.contact_id, ${bind(campaign.id)}, ${bind(template.id)}, 'template',
  CASE WHEN a.reason IS NULL THEN a.variables END, ${bind(purpose)},
  CASE WHEN a.reason IS NULL THEN 'queued' ELSE 'skipped' END, a.reason, 0, ${now},
  CASE WHEN a.reason IS NULL THEN ${now} END
FROM (SELECT planned FROM campaigns WHERE id = ${bind(campaign.id)} AND status = 'planning'
  AND plan_cursor IS ${bind(cursor)}) g CROSS JOIN (${people}) a`;
  return statement(ctx.db, sql, ...binder.params);
}

const COUNT_SLICE = `
UPDATE campaigns SET
  planned = planned + s.people, n_queued = n_queued + s.queued, n_skipped = n_skipped + s.skipped,
  skipped_by_reason = (SELECT json_group_object(reason, people) FROM (
    SELECT reason, sum(people) people FROM (
      SELECT key reason, value people FROM json_each(campaigns.skipped_by_reason)
      UNION ALL SELECT skip_reason, 1 FROM messages WHERE id BETWEEN ?3 AND ?4 AND state = 'skipped')
    GROUP BY reason)),
  plan_cursor = (SELECT contact_id FROM messages WHERE id BETWEEN ?3 AND ?4 ORDER BY id DESC LIMIT 1),
  updated_at = ?5
FROM (SELECT count(*) people, sum(state = 'queued') queued, sum(state = 'skipped') skipped
  FROM messages WHERE id BETWEEN ?3 AND ?4) s
WHERE campaigns.id = ?1 AND status = 'planning' AND plan_cursor IS ?2 AND s.people > 0`;

function countSlice(ctx: TenantContext, campaign: CampaignRow, size: number): Statement {
  const { planned } = campaign;
  const { first, last } = rangeOf(campaign.messagePrefix ?? "", planned, planned + size);
  const cursor = campaign.planCursor ?? "";
  return statement(ctx.db, COUNT_SLICE, campaign.id, cursor, first, last, ctx.nowMs());
}

/** Everybody is planned: the campaign runs from here. Of several that come here at once, one wins. */
async function finishPlanning(ctx: TenantContext, campaign: CampaignRow): Promise<void> {
  try {
    await commit(ctx, {
      statements: [
        guard(ctx.db, campaign, ["planning"]),
        setStatus(ctx.db, campaign.id, { status: "running", pauseReason: null }, ctx.nowMs()),
      ],
      events: [
        {
          type: "campaign.started",
          data: { campaign_id: campaign.id, planned: campaign.planned, queued: campaign.nQueued },
        },
      ],
    });
  } catch (error) {
    if (!isStale(error)) throw error;
    return;
  }
  await finishIfSettled(ctx, campaign.id);
}
