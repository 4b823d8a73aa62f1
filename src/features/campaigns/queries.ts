import { and, desc, eq, lt } from "drizzle-orm";

import type { CampaignStatus } from "#core/campaign/states";
import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { campaigns } from "#db/tenant/schema";

export type CampaignRow = typeof campaigns.$inferSelect;

export const findCampaign = (db: TenantDb, id: Id<"campaign">): Promise<CampaignRow | undefined> =>
  db.select().from(campaigns).where(eq(campaigns.id, id)).get();

/** @throws AppError `not_found`. */
export async function requireCampaign(db: TenantDb, id: string): Promise<CampaignRow> {
  const row = isId("campaign", id) ? await findCampaign(db, id) : undefined;
  if (row === undefined) throw notFound();
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
