import { and, desc, inArray, lt, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { contactNotes } from "#db/tenant/schema";

export type ContactNoteRow = typeof contactNotes.$inferSelect;

/** Notes of a person, newest first. @param contacts All contacts that the person is. */
export const findContactNotes = (
  db: TenantDb,
  contacts: readonly Id<"contact">[],
  { before, limit }: { readonly before: Id<"note"> | null; readonly limit: number },
): Promise<readonly ContactNoteRow[]> =>
  db
    .select()
    .from(contactNotes)
    .where(
      and(
        inArray(contactNotes.contactId, jsonList(contacts)),
        before === null ? undefined : lt(contactNotes.id, before),
      ),
    )
    .orderBy(desc(contactNotes.id))
    .limit(limit);

/** A note of a person. @param contacts All contacts that the person is. */
export const findContactNote = (
  db: TenantDb,
  contacts: readonly Id<"contact">[],
  id: Id<"note">,
): Promise<ContactNoteRow | undefined> =>
  db
    .select()
    .from(contactNotes)
    .where(
      and(inArray(contactNotes.contactId, jsonList(contacts)), sql`${contactNotes.id} = ${id}`),
    )
    .get();
