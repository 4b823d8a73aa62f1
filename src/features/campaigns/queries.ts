import { and, desc, eq, lt } from "drizzle-orm";

import type { CampaignStatus } from "#core/campaign/states";
import { AppError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { statement, violatesNotNull, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { campaigns } from "#db/tenant/schema";

export type CampaignRow = typeof campaigns.$inferSelect;

/** For work that no caller named: undefined when there is none. */
export const campaignOf = (db: TenantDb, id: Id<"campaign">): Promise<CampaignRow | undefined> =>
  db.select().from(campaigns).where(eq(campaigns.id, id)).get();

/** @throws AppError `not_found`. */
export async function findCampaign(db: TenantDb, id: string): Promise<CampaignRow> {
  const row = isId("campaign", id) ? await campaignOf(db, id) : undefined;
  if (row === undefined) throw new AppError("not_found", "There is no such campaign.");
  return row;
}

/** Campaigns newest first, those after a given one. */
export const pageOfCampaigns = (
  db: TenantDb,
  page: {
    readonly status: CampaignStatus | undefined;
    readonly before: Id<"campaign"> | null;
    readonly limit: number;
  },
): Promise<CampaignRow[]> =>
  db
    .select()
    .from(campaigns)
    .where(
      and(
        page.before === null ? undefined : lt(campaigns.id, page.before),
        page.status === undefined ? undefined : eq(campaigns.status, page.status),
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(page.limit)
    .all();

const GUARD = `INSERT INTO campaigns (id) SELECT NULL WHERE NOT EXISTS (
  SELECT 1 FROM campaigns WHERE id = ?1 AND version = ?2
  AND EXISTS (SELECT 1 FROM json_each(?3) s WHERE s.value = campaigns.status))`;

/**
 * First statement of a batch that moves a campaign: unless the campaign still has that version and one of these states, the
 * whole batch is rolled back, and `isStale` tells of the error. No row is written.
 */
export const guard = (
  db: TenantDb,
  row: Pick<CampaignRow, "id" | "version">,
  states: readonly CampaignStatus[],
): Statement => statement(db, GUARD, row.id, row.version, JSON.stringify(states));

/** Whether a batch was rolled back by `guard`. */
export const isStale = (error: unknown): boolean => violatesNotNull(error, "campaigns.id");

/** Statement that sets a campaign's state and moves its version, so that its entity tag changes. */
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
