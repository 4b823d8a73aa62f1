/** The SQL that writes campaigns and their lists, beside `countChanges`, which moves the counters. */
import { eq } from "drizzle-orm";

import type { KeyRange } from "#core/campaign/recipient-ids";
import type { CampaignStatus } from "#core/campaign/states";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import { CAMPAIGN_SETTLED } from "#db/tenant/campaign-settled";
import type { TenantDb } from "#db/tenant/client";
import { campaignLists, campaigns } from "#db/tenant/schema";
import type { CampaignRow } from "#features/campaigns/queries";

const STANDING = "campaign.standing";

/**
 * First statement of a batch that moves a campaign: lets it through only while the campaign has that version and one of these
 * states (`isStale`).
 */
export const requireStanding = (
  db: TenantDb,
  row: Pick<CampaignRow, "id" | "version">,
  states: readonly CampaignStatus[],
): Statement =>
  guard(
    db,
    STANDING,
    `EXISTS (SELECT 1 FROM campaigns WHERE id = ?1 AND version = ?2
      AND status IN (SELECT value FROM json_each(?3)))`,
    row.id,
    row.version,
    JSON.stringify(states),
  );

/** As {@link requireStanding}: while no message of the campaign waits, is being sent or is held. */
export const requireSettled = (db: TenantDb, id: Id<"campaign">): Statement =>
  guard(db, STANDING, `EXISTS (SELECT 1 FROM campaigns WHERE id = ?1 AND ${CAMPAIGN_SETTLED})`, id);

/** As {@link requireStanding}: while the campaign is being planned and stands at the cursor at which it was read. */
export const requireCursor = (
  db: TenantDb,
  { id, planCursor }: Pick<CampaignRow, "id" | "planCursor">,
): Statement =>
  guard(
    db,
    STANDING,
    "EXISTS (SELECT 1 FROM campaigns WHERE id = ?1 AND status = 'planning' AND plan_cursor IS ?2)",
    id,
    planCursor,
  );

/** Whether a batch rolled back because the campaign stood elsewhere. */
export const isStale = (error: unknown): boolean => isGuardBroken(error, STANDING);

export const insertCampaign = (db: TenantDb, row: CampaignRow): Statement =>
  toStatement(db, db.insert(campaigns).values(row));

export const updateCampaignRow = (db: TenantDb, { id, ...columns }: CampaignRow): Statement =>
  toStatement(db, db.update(campaigns).set(columns).where(eq(campaigns.id, id)));

/** Keep the list of an audience, in the place of whatever list was there. */
export const keepList = (
  db: TenantDb,
  campaignId: Id<"campaign">,
  contactIds: readonly Id<"contact">[],
): Statement =>
  toStatement(
    db,
    db
      .insert(campaignLists)
      .values({ campaignId, contactIds })
      .onConflictDoUpdate({ target: campaignLists.campaignId, set: { contactIds } }),
  );

/** Delete a campaign with its list. */
export const deleteCampaignRow = (db: TenantDb, id: Id<"campaign">): Statement[] => [
  statement(db, "DELETE FROM campaign_lists WHERE campaign_id = ?1", id),
  statement(db, "DELETE FROM campaigns WHERE id = ?1", id),
];

/** Let planning begin; `messagePrefix` is the head of the ids of all messages to come. */
export const startPlanning = (
  db: TenantDb,
  id: Id<"campaign">,
  { messagePrefix, nowMs }: { readonly messagePrefix: string; readonly nowMs: number },
): Statement =>
  statement(
    db,
    `UPDATE campaigns SET status = 'planning', message_prefix = ?2, plan_cursor = '', launched_at = ?3,
      version = version + 1, updated_at = ?3 WHERE id = ?1`,
    id,
    messagePrefix,
    nowMs,
  );

/** Keep the filter of the segment that a campaign goes to: from its launch on, changes of the segment no longer count. */
export const freezeSegment = (
  db: TenantDb,
  { id, audience }: Pick<CampaignRow, "id" | "audience">,
): Statement[] =>
  audience.segment_id === undefined
    ? []
    : [
        statement(
          db,
          "UPDATE campaigns SET audience = ?2 WHERE id = ?1",
          id,
          JSON.stringify(audience),
        ),
      ];

const SEGMENT = "campaign.segment";

/** Let a batch through only while the segment that an audience names is there (`isSegmentGone`). */
export const requireSegmentThere = (
  db: TenantDb,
  { segment_id: id }: CampaignRow["audience"],
): Statement[] =>
  id === undefined ? [] : [guard(db, SEGMENT, "EXISTS (SELECT 1 FROM segments WHERE id = ?1)", id)];

export const isSegmentGone = (error: unknown): boolean => isGuardBroken(error, SEGMENT);

/** Move the plan's cursor to the last contact that has a message in the range; it stays when nobody has. */
export const moveCursor = (
  db: TenantDb,
  id: Id<"campaign">,
  { first, last }: KeyRange,
): Statement =>
  statement(
    db,
    `UPDATE campaigns SET plan_cursor = m.contact_id
     FROM (SELECT contact_id FROM messages WHERE id BETWEEN ?2 AND ?3 ORDER BY id DESC LIMIT 1) m WHERE campaigns.id = ?1`,
    id,
    first,
    last,
  );

/** Set a campaign's state and move its version, so that its entity tag changes. */
export const setStatus = (
  db: TenantDb,
  id: Id<"campaign">,
  to: { readonly status: CampaignStatus; readonly pauseReason: string | null },
  nowMs: number,
): Statement =>
  statement(
    db,
    `UPDATE campaigns SET status = ?2, pause_reason = ?3, version = version + 1, updated_at = ?4,
      completed_at = CASE WHEN ?2 IN ('completed', 'cancelled') THEN ?4 ELSE completed_at END WHERE id = ?1`,
    id,
    to.status,
    to.pauseReason,
    nowMs,
  );
