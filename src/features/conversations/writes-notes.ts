import type { Id } from "#core/ids";
import { statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { conversationNotes } from "#db/tenant/schema";
import type { NoteRow } from "#features/conversations/queries-notes";

export const insertNote = (db: TenantDb, row: NoteRow): Statement =>
  toStatement(db, db.insert(conversationNotes).values(row));

/** Set what a note says. */
export const rewriteNote = (db: TenantDb, row: NoteRow): Statement =>
  statement(
    db,
    "UPDATE conversation_notes SET text = ?3, mentions = ?4, edited_at = ?5 WHERE conversation_id = ?1 AND id = ?2",
    row.conversationId,
    row.id,
    row.text,
    JSON.stringify(row.mentions),
    row.editedAt,
  );

export const deleteNote = (
  db: TenantDb,
  { conversationId, id }: { readonly conversationId: Id<"conversation">; readonly id: Id<"note"> },
): Statement =>
  statement(
    db,
    "DELETE FROM conversation_notes WHERE conversation_id = ?1 AND id = ?2",
    conversationId,
    id,
  );
