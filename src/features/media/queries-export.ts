import { and, asc, eq, isNull, sql } from "drizzle-orm";

import { media } from "#db/tenant/schema";
import type { MediaRow } from "#features/media/queries";
import type { ScopedContext } from "#platform/context";

/** Files whose bytes are here, behind an id, oldest first. @param page.after "" at the beginning. */
export const readMediaForExport = (
  { db }: ScopedContext,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly MediaRow[]> =>
  db
    .select()
    .from(media)
    .where(and(sql`${media.id} > ${after}`, eq(media.status, "stored"), isNull(media.deletedAt)))
    .orderBy(asc(media.id))
    .limit(limit)
    .all();
