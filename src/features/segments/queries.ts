import { desc, eq, lt } from "drizzle-orm";

import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { segments } from "#db/tenant/schema";

export type SegmentRow = typeof segments.$inferSelect;

/** @throws AppError `not_found`. */
export async function requireSegment(db: TenantDb, id: string): Promise<SegmentRow> {
  const row = isId("segment", id)
    ? await db.select().from(segments).where(eq(segments.id, id)).get()
    : undefined;
  if (row === undefined) throw notFound();
  return row;
}

/** Segments, newest first. */
export const findSegments = (
  db: TenantDb,
  { before, limit }: { readonly before: Id<"segment"> | undefined; readonly limit: number },
): Promise<readonly SegmentRow[]> =>
  db
    .select()
    .from(segments)
    .where(before === undefined ? undefined : lt(segments.id, before))
    .orderBy(desc(segments.id))
    .limit(limit)
    .all();
