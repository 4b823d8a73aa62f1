import { noteAuthor } from "#features/contacts/index";
import type { NoteRow } from "#features/conversations/queries-notes";
import type { NoteView } from "#features/conversations/schemas-notes";

/** The wire shape of a note. */
export const noteView = (row: NoteRow): NoteView => ({
  id: row.id,
  conversation_id: row.conversationId,
  author: noteAuthor(row.author),
  text: row.text,
  mentions: [...row.mentions],
  created_at: new Date(row.createdAt).toISOString(),
  edited_at: row.editedAt === null ? null : new Date(row.editedAt).toISOString(),
});
