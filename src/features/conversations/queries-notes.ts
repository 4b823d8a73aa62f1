import { and, desc, inArray, lt, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { conversationNotes } from "#db/tenant/schema";

export type NoteRow = typeof conversationNotes.$inferSelect;

/** Notes of threads, newest first. @param threads A conversation, and those that go on in it. */
export const findNotes = (
  db: TenantDb,
  threads: readonly Id<"conversation">[],
  { before, limit }: { readonly before: Id<"note"> | null; readonly limit: number },
): Promise<readonly NoteRow[]> =>
  db
    .select()
    .from(conversationNotes)
    .where(
      and(
        inArray(conversationNotes.conversationId, jsonList(threads)),
        before === null ? sql`true` : lt(conversationNotes.id, before),
      ),
    )
    .orderBy(desc(conversationNotes.id))
    .limit(limit);

/** A note of one of some threads. */
export const findNote = (
  db: TenantDb,
  threads: readonly Id<"conversation">[],
  id: Id<"note">,
): Promise<NoteRow | undefined> =>
  db
    .select()
    .from(conversationNotes)
    .where(
      and(
        inArray(conversationNotes.conversationId, jsonList(threads)),
        sql`${conversationNotes.id} = ${id}`,
      ),
    )
    .get();
