import { and, desc, eq, isNotNull, lt, lte, ne } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { exports_ } from "#db/tenant/schema";

export type ExportRow = typeof exports_.$inferSelect;

export async function findExport(db: TenantDb, id: string): Promise<ExportRow | undefined> {
  if (!isId("export", id)) return undefined;
  return db.select().from(exports_).where(eq(exports_.id, id)).get();
}

/** Exports, newest first. */
export const findExports = (
  db: TenantDb,
  { before, limit }: { readonly before: Id<"export"> | undefined; readonly limit: number },
): Promise<readonly ExportRow[]> =>
  db
    .select()
    .from(exports_)
    .where(before === undefined ? undefined : lt(exports_.id, before))
    .orderBy(desc(exports_.id))
    .limit(limit)
    .all();

/** Exports with which something is to be done now, the longest due first. */
export const findDueExports = (
  db: TenantDb,
  nowMs: number,
  limit: number,
): Promise<readonly ExportRow[]> =>
  db
    .select()
    .from(exports_)
    .where(and(isNotNull(exports_.dueAt), lte(exports_.dueAt, nowMs)))
    .orderBy(exports_.dueAt)
    .limit(limit)
    .all();

/** Exports that are in the bucket, or on their way into it. */
export const findKept = (db: TenantDb): Promise<readonly ExportRow[]> =>
  db.select().from(exports_).where(ne(exports_.status, "expired")).all();
