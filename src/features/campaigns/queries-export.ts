import { asc, sql } from "drizzle-orm";

import { campaigns } from "#db/tenant/schema";
import type { CampaignView } from "#features/campaigns/schemas";
import { campaignView } from "#features/campaigns/view";
import type { ScopedContext } from "#platform/context";

/** Campaigns behind an id, oldest first, as the API shows them. @param page.after "" at the beginning. */
export async function readCampaignsForExport(
  { db }: ScopedContext,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly CampaignView[]> {
  const rows = await db
    .select()
    .from(campaigns)
    .where(sql`${campaigns.id} > ${after}`)
    .orderBy(asc(campaigns.id))
    .limit(limit)
    .all();
  return rows.map(campaignView);
}
