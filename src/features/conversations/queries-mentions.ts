import { and, desc, eq, lt } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { conversationNotes, mentionMarks, noteMentions } from "#db/tenant/schema";
import type { NoteRow } from "#features/conversations/queries-notes";

/** Notes that name somebody, newest first. */
export async function findMentions(
  db: TenantDb,
  userId: Id<"user">,
  { before, limit }: { readonly before: Id<"note"> | undefined; readonly limit: number },
): Promise<readonly NoteRow[]> {
  const rows = await db
    .select({ note: conversationNotes })
    .from(noteMentions)
    .innerJoin(
      conversationNotes,
      and(
        eq(conversationNotes.conversationId, noteMentions.conversationId),
        eq(conversationNotes.id, noteMentions.noteId),
      ),
    )
    .where(
      and(
        eq(noteMentions.userId, userId),
        before === undefined ? undefined : lt(noteMentions.noteId, before),
      ),
    )
    .orderBy(desc(noteMentions.noteId))
    .limit(limit);
  return rows.map(({ note }) => note);
}

/** Whether a note names somebody. */
export const isMention = async (
  db: TenantDb,
  userId: Id<"user">,
  noteId: Id<"note">,
): Promise<boolean> =>
  (await db
    .select({ noteId: noteMentions.noteId })
    .from(noteMentions)
    .where(and(eq(noteMentions.userId, userId), eq(noteMentions.noteId, noteId)))
    .get()) !== undefined;

/** The newest note that somebody has seen where they are named; null: none. */
export const findMentionMark = async (
  db: TenantDb,
  userId: Id<"user">,
): Promise<Id<"note"> | null> =>
  (await db.select().from(mentionMarks).where(eq(mentionMarks.userId, userId)).get())?.readUpTo ??
  null;
