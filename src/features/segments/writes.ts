import type { Id } from "#core/ids";
import {
  guard,
  isGuardBroken,
  statement,
  toStatement,
  violatesUnique,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { segments } from "#db/tenant/schema";
import type { SegmentRow } from "#features/segments/queries";

/** A new segment; a name that another one has breaks the batch (`isNameTaken`). */
export const insertSegment = (db: TenantDb, row: SegmentRow): Statement =>
  toStatement(db, db.insert(segments).values(row));

const VERSION = "segment.version";

/** Change a segment while it is as it was read (`isSegmentChanged`); a name that another one has breaks the batch too. */
export const updateSegmentRow = (
  db: TenantDb,
  before: Pick<SegmentRow, "updatedAt">,
  row: SegmentRow,
): Statement[] => [
  guard(
    db,
    VERSION,
    "EXISTS (SELECT 1 FROM segments WHERE id = ?1 AND updated_at = ?2)",
    row.id,
    before.updatedAt,
  ),
  statement(
    db,
    "UPDATE segments SET name = ?2, name_key = ?3, filter = ?4, updated_at = ?5 WHERE id = ?1",
    row.id,
    row.name,
    row.nameKey,
    JSON.stringify(row.filter),
    row.updatedAt,
  ),
];

const IN_USE = "segment.use";

/** Delete a segment that no campaign waits for (`isSegmentInUse`). One that was launched holds the filter itself. */
export const deleteSegmentRow = (db: TenantDb, id: Id<"segment">): Statement[] => [
  guard(
    db,
    IN_USE,
    `NOT EXISTS (SELECT 1 FROM campaigns WHERE audience->>'segment_id' = ?1 AND audience->>'filter' IS NULL)`,
    id,
  ),
  statement(db, "DELETE FROM segments WHERE id = ?1", id),
];

/** Whether a batch rolled back because another segment has the name. */
export const isNameTaken = (error: unknown): boolean => violatesUnique(error, "segments.name_key");

/** Whether a batch rolled back because another writer came between. */
export const isSegmentChanged = (error: unknown): boolean => isGuardBroken(error, VERSION);

/** Whether a batch rolled back because a campaign waits for the segment. */
export const isSegmentInUse = (error: unknown): boolean => isGuardBroken(error, IN_USE);
