import {
  guard,
  isGuardBroken,
  statement,
  toStatement,
  violatesUnique,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { tagChanges } from "#db/tenant/schema";
import type { TagChangeRow } from "#features/contacts/queries-tags";

/** Begin to change a tag; one that is being changed already breaks the batch (`isTagChanging`). */
export const insertTagChange = (db: TenantDb, row: TagChangeRow): Statement =>
  toStatement(db, db.insert(tagChanges).values(row));

export const isTagChanging = (error: unknown): boolean => violatesUnique(error, "tag_changes.tag");

const PLACE = "contact.tag_change";

/** Go on behind the contacts of a slice, or end. Only from where it was read (`isTagMoved`): of two runs one writes. */
export const moveTagChange = (
  db: TenantDb,
  { tag, afterId, createdAt }: TagChangeRow,
  toId: string | null,
): Statement[] => [
  guard(
    db,
    PLACE,
    "EXISTS (SELECT 1 FROM tag_changes WHERE tag = ?1 AND after_id = ?2 AND created_at = ?3)",
    tag,
    afterId,
    createdAt,
  ),
  toId === null
    ? statement(db, "DELETE FROM tag_changes WHERE tag = ?1", tag)
    : statement(db, "UPDATE tag_changes SET after_id = ?2 WHERE tag = ?1", tag, toId),
];

/** Whether another run was there first. */
export const isTagMoved = (error: unknown): boolean => isGuardBroken(error, PLACE);
