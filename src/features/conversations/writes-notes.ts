import { lt } from "drizzle-orm";

import type { Id } from "#core/ids";
import { statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { conversationNotes, mentionMarks, noteMentions } from "#db/tenant/schema";
import type { NoteRow } from "#features/conversations/queries-notes";

/** Write a note, and whom it names. */
export const insertNote = (db: TenantDb, row: NoteRow): Statement[] => [
  toStatement(db, db.insert(conversationNotes).values(row)),
  ...nameIn(db, row),
];

/** Rows only for names that are new. */
const nameIn = (db: TenantDb, row: NoteRow): Statement[] =>
  row.mentions.length === 0
    ? []
    : [
        toStatement(
          db,
          db
            .insert(noteMentions)
            .values(
              [...new Set(row.mentions)].map((userId) => ({
                userId,
                noteId: row.id,
                conversationId: row.conversationId,
              })),
            )
            .onConflictDoNothing(),
        ),
      ];

/** By their keys: whom a note named is known. */
const unname = (
  db: TenantDb,
  { id }: Pick<NoteRow, "id">,
  users: readonly Id<"user">[],
): Statement[] =>
  users.length === 0
    ? []
    : [
        statement(
          db,
          "DELETE FROM note_mentions WHERE note_id = ?1 AND user_id IN (SELECT value FROM json_each(?2))",
          id,
          JSON.stringify(users),
        ),
      ];

/** Somebody has seen the notes that name them, up to one; never fewer than before. */
export const markMentions = (db: TenantDb, userId: Id<"user">, readUpTo: Id<"note">): Statement =>
  toStatement(
    db,
    db
      .insert(mentionMarks)
      .values({ userId, readUpTo })
      .onConflictDoUpdate({
        target: mentionMarks.userId,
        set: { readUpTo },
        setWhere: lt(mentionMarks.readUpTo, readUpTo),
      }),
  );

/** Set what a note says, and whom it names. */
export const rewriteNote = (db: TenantDb, row: NoteRow, before: NoteRow): Statement[] => [
  statement(
    db,
    "UPDATE conversation_notes SET text = ?3, mentions = ?4, edited_at = ?5 WHERE conversation_id = ?1 AND id = ?2",
    row.conversationId,
    row.id,
    row.text,
    JSON.stringify(row.mentions),
    row.editedAt,
  ),
  ...unname(
    db,
    row,
    before.mentions.filter((id) => !row.mentions.includes(id)),
  ),
  ...nameIn(db, { ...row, mentions: row.mentions.filter((id) => !before.mentions.includes(id)) }),
];

export const deleteNote = (db: TenantDb, row: NoteRow): Statement[] => [
  statement(
    db,
    "DELETE FROM conversation_notes WHERE conversation_id = ?1 AND id = ?2",
    row.conversationId,
    row.id,
  ),
  ...unname(db, row, row.mentions),
];
