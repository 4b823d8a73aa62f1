import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { contactNotes } from "#db/tenant/schema";
import type { ContactNoteRow } from "#features/contacts/queries-notes";

const GONE = "contacts.noted";

/** Write a note of a contact; the batch fails (`isContactGone`) when the contact is erased meanwhile. */
export const insertContactNote = (db: TenantDb, row: ContactNoteRow): Statement[] => [
  guard(db, GONE, "EXISTS (SELECT 1 FROM contacts WHERE id = ?1)", row.contactId),
  toStatement(db, db.insert(contactNotes).values(row)),
];

/** Whether a note was to be written of somebody who is no longer there. */
export const isContactGone = (error: unknown): boolean => isGuardBroken(error, GONE);

/** Set what a note says. */
export const rewriteContactNote = (db: TenantDb, row: ContactNoteRow): Statement =>
  statement(
    db,
    "UPDATE contact_notes SET text = ?3, edited_at = ?4 WHERE contact_id = ?1 AND id = ?2",
    row.contactId,
    row.id,
    row.text,
    row.editedAt,
  );

export const deleteContactNote = (
  db: TenantDb,
  { contactId, id }: { readonly contactId: Id<"contact">; readonly id: Id<"note"> },
): Statement =>
  statement(db, "DELETE FROM contact_notes WHERE contact_id = ?1 AND id = ?2", contactId, id);
