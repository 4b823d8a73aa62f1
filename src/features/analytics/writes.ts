import type { Counts } from "#core/analytics/tally";
import { guard, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A row of counts as it is to be, and the last event that it counted as it was read. */
export interface ActivityWrite {
  readonly slot: number;
  /** Empty for what belongs to no number. */
  readonly numberId: string;
  /** 0: there was no row. */
  readonly knownSeq: number;
  readonly seq: number;
  readonly counts: Counts;
}

const UNCOUNTED = "activity.seq";

const KEEP = `
INSERT INTO activity (slot, number_id, seq, counts)
SELECT CAST(a.value->>0 AS INTEGER), a.value->>1, CAST(a.value->>2 AS INTEGER), a.value->>3 FROM json_each(?1) a WHERE true
ON CONFLICT (slot, number_id) DO UPDATE SET seq = excluded.seq, counts = excluded.counts`;

/** Keep counts, as long as every row is as it was read: else the batch rolls back. One row written each. */
export const keepActivity = (db: TenantDb, rows: readonly ActivityWrite[]): Statement[] => [
  guard(
    db,
    UNCOUNTED,
    `NOT EXISTS (SELECT 1 FROM json_each(?1) k WHERE k.value->>2 IS NOT
      coalesce((SELECT seq FROM activity WHERE slot = k.value->>0 AND number_id = k.value->>1), 0))`,
    JSON.stringify(rows.map(({ slot, numberId, knownSeq }) => [slot, numberId, knownSeq])),
  ),
  statement(
    db,
    KEEP,
    JSON.stringify(
      rows.map(({ slot, numberId, seq, counts }) => [slot, numberId, seq, JSON.stringify(counts)]),
    ),
  ),
];
