import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A stretch of the audit trail, oldest first: from behind one sequence up to and with another, and how many rows it has. */
export interface AuditStretch {
  readonly toSeq: number;
  readonly rows: number;
}

const STRETCH = `
SELECT max(seq) toSeq, count(*) rows FROM (SELECT seq, at FROM audit_logs WHERE seq > ?1 ORDER BY seq LIMIT ?3) WHERE at < ?2`;

/** What follows a sequence and is older than an instant (Unix ms), at most so many rows; null when nothing does. */
export async function findOldAudit(
  db: TenantDb,
  of: { readonly afterSeq: number; readonly beforeMs: number; readonly rowsMax: number },
): Promise<AuditStretch | null> {
  const found = await statement(db, STRETCH, of.afterSeq, of.beforeMs, of.rowsMax).first<{
    toSeq: number | null;
    rows: number;
  }>();
  return found === null || found.toSeq === null ? null : { toSeq: found.toSeq, rows: found.rows };
}

/** Delete the audit trail up to and with a sequence. */
export const forgetAudit = (db: TenantDb, toSeq: number): Statement =>
  statement(db, "DELETE FROM audit_logs WHERE seq <= ?1", toSeq);

/** Take IP address and User-Agent out of a stretch of it. */
export const forgetAddresses = (
  db: TenantDb,
  { afterSeq, toSeq }: { readonly afterSeq: number; readonly toSeq: number },
): Statement =>
  statement(
    db,
    `UPDATE audit_logs SET ip = NULL, user_agent = NULL
     WHERE seq > ?1 AND seq <= ?2 AND (ip IS NOT NULL OR user_agent IS NOT NULL)`,
    afterSeq,
    toSeq,
  );
