import { and, desc, eq, inArray, isNotNull, lt } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
import type { ContactSelector } from "#core/contact/selector";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { contactIs } from "#db/tenant/find-contact";
import { consents, contacts, conversationNotes, conversations, numbers } from "#db/tenant/schema";
import { ofNumbers } from "#platform/number-access";

/**
 * A contact, all contacts that the person is, and all threads with it over some numbers: its own, one for each number, and those
 * that go on in them.
 */
export async function readThreads(
  db: TenantDb,
  selector: ContactSelector,
  access: NumberAccess,
): Promise<
  | {
      readonly contactId: Id<"contact">;
      readonly cluster: readonly Id<"contact">[];
      readonly threads: readonly Id<"conversation">[];
    }
  | undefined
> {
  const [found, numberRows] = await db.batch([
    db.select({ id: contacts.id }).from(contacts).where(contactIs(db, selector)),
    db.select({ id: numbers.id }).from(numbers).where(ofNumbers(access, numbers.id)),
  ]);
  const [contact] = found;
  if (contact === undefined) return undefined;
  const own = numberRows.map(({ id }) => conversationIdOf(contact.id, id));
  const [others, merged] = await db.batch([
    db
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(isNotNull(contacts.mergedInto), eq(contacts.mergedInto, contact.id))),
    db
      .select({ id: conversations.id })
      .from(conversations)
      .where(
        and(isNotNull(conversations.mergedInto), inArray(conversations.mergedInto, jsonList(own))),
      ),
  ]);
  return {
    contactId: contact.id,
    cluster: [contact.id, ...others.map(({ id }) => id)],
    threads: [...own, ...merged.map(({ id }) => id)],
  };
}

interface Ask {
  /** What stands behind the prefix of the last id that was shown; null: from the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** Acts of consent of a contact, newest first. */
export const findActs = (db: TenantDb, contactId: Id<"contact">, { before, limit }: Ask) =>
  db
    .select()
    .from(consents)
    .where(
      and(
        eq(consents.contactId, contactId),
        before === null ? undefined : lt(consents.id, `cns_${before}`),
      ),
    )
    .orderBy(desc(consents.seq))
    .limit(limit)
    .all();

export type ActRow = Awaited<ReturnType<typeof findActs>>[number];

/** Notes of threads, newest first: each thread is read by its key. */
export async function findNotes(
  db: TenantDb,
  threads: readonly Id<"conversation">[],
  { before, limit }: Ask,
): Promise<readonly (typeof conversationNotes.$inferSelect)[]> {
  const pages = await Promise.all(
    threads.map((thread) =>
      db
        .select()
        .from(conversationNotes)
        .where(
          and(
            eq(conversationNotes.conversationId, thread),
            before === null ? undefined : lt(conversationNotes.id, `nte_${before}`),
          ),
        )
        .orderBy(desc(conversationNotes.id))
        .limit(limit)
        .all(),
    ),
  );
  return pages.flat();
}

export type NoteRow = Awaited<ReturnType<typeof findNotes>>[number];
