import { and, desc, eq, lt } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { conversationNotes, conversations, mentionMarks, noteMentions } from "#db/tenant/schema";
import type { NoteRow } from "#features/conversations/queries-notes";
import { ofNumbers } from "#platform/number-access";

/** Notes that name somebody, newest first. */
export async function findMentions(
  db: TenantDb,
  userId: Id<"user">,
  {
    before,
    limit,
    access,
  }: {
    readonly before: Id<"note"> | undefined;
    readonly limit: number;
    readonly access: NumberAccess;
  },
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
    // A conversation with a note has a row.
    .innerJoin(conversations, eq(conversations.id, noteMentions.conversationId))
    .where(
      and(
        eq(noteMentions.userId, userId),
        before === undefined ? undefined : lt(noteMentions.noteId, before),
        ofNumbers(access, conversations.numberId),
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
