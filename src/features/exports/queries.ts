import { and, asc, desc, eq, gt, isNotNull, lt, lte, ne } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { auditLogs, exports_ } from "#db/tenant/schema";
import type { ScopedContext } from "#platform/context";

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

/** The workspace's audit behind a sequence, oldest first, as it is exported. @param page.after "" at the beginning. */
export async function readAuditForExport(
  { db }: ScopedContext,
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  const rows = await db
    .select()
    .from(auditLogs)
    .where(gt(auditLogs.seq, after === "" ? 0 : Number(after)))
    .orderBy(asc(auditLogs.seq))
    .limit(limit)
    .all();
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    at: new Date(row.at).toISOString(),
    actor: { kind: row.actorKind, id: row.actorId },
    action: row.action,
    target: row.target,
    ip: row.ip,
    user_agent: row.userAgent,
    request_id: row.requestId,
    outcome: row.outcome,
    changes: row.changes,
  }));
}
