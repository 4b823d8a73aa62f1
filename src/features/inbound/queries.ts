import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A page looks at so many events rows, however few of them list changes, and reads about so much of them. */
export const EVENTS_SCANNED_MAX = 1000;
const BYTES_READ_MAX = 4_000_000;

/** The drains of an events row; `changes` is the JSON array of what they list, null for a commit that was none. */
export interface ListedRow {
  readonly seq: number;
  readonly changes: string | null;
}

/**
 * Drains up to and with a sequence, newest first, and where the scan ended: the rows below `scannedTo` were not looked at.
 * The last row may list very much and is always whole.
 */
const SCAN = `
SELECT seq, changes FROM (
  SELECT seq, changes, sum(coalesce(octet_length(changes), 0)) OVER (ORDER BY seq DESC) - coalesce(octet_length(changes), 0) before
  FROM (SELECT seq, changes FROM events WHERE seq <= ?1 ORDER BY seq DESC LIMIT ${EVENTS_SCANNED_MAX}))
WHERE before < ${BYTES_READ_MAX} ORDER BY seq DESC`;

/** Events rows up to and with `fromSeq`, newest first: at most 1,000, and only so many as can be read at once. */
export async function scanDrains(db: TenantDb, fromSeq: number): Promise<readonly ListedRow[]> {
  const { results } = await statement(db, SCAN, fromSeq).all<{
    seq: number;
    changes: string | null;
  }>();
  return results;
}
