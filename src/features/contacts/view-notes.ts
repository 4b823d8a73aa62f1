import { isId } from "#core/ids";
import type { ContactNoteRow } from "#features/contacts/queries-notes";
import type { ContactNoteView, NoteAuthor } from "#features/contacts/schemas-notes";

/** The wire shape of a contact's note. */
export const contactNoteView = (row: ContactNoteRow): ContactNoteView => ({
  id: row.id,
  contact_id: row.contactId,
  author: noteAuthor(row.author),
  text: row.text,
  created_at: new Date(row.createdAt).toISOString(),
  edited_at: row.editedAt === null ? null : new Date(row.editedAt).toISOString(),
});

/** Who wrote a note, by the id that is kept of them. */
export function noteAuthor(id: string): NoteAuthor {
  if (isId("user", id)) return { kind: "user", id };
  return { kind: isId("apiKey", id) ? "api_key" : "automation", id };
}
