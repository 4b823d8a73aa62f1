import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const FORGET = `
DELETE FROM events WHERE seq < (
  WITH oldest AS (SELECT seq, at FROM events ORDER BY seq LIMIT ?2)
  SELECT min(coalesce((SELECT min(seq) FROM oldest WHERE at >= ?1), (SELECT max(seq) + 1 FROM oldest)),
    (SELECT seq FROM events ORDER BY seq DESC LIMIT 1)))`;

/**
 * Forget the oldest rows of the ledger, at most so many, up to the first that was committed at `beforeMs` (Unix ms) or later. The
 * newest row always stays, however old: the next sequence and the drains' fence are read from it.
 */
export const forgetEvents = (
  db: TenantDb,
  { beforeMs, rowsMax }: { readonly beforeMs: number; readonly rowsMax: number },
): Statement => statement(db, FORGET, beforeMs, rowsMax);
