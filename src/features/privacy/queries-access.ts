/** All that is kept of a person, as it is handed out to them. */
import { inArray } from "drizzle-orm";

import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import {
  automationRuns,
  consents,
  contactMerges,
  contactNotes,
  contacts,
  conversationNotes,
  conversations,
  identities,
  media,
  messages,
} from "#db/tenant/schema";

type Ids = readonly Id<"contact">[];

/** The rows beside the messages: a person has few of each. */
export async function readAbout(db: TenantDb, ids: Ids) {
  const of = jsonList(ids);
  const [people, known, acts, merges, threads, runs, remarks] = await Promise.all([
    db.select().from(contacts).where(inArray(contacts.id, of)).all(),
    db.select().from(identities).where(inArray(identities.contactId, of)).all(),
    db.select().from(consents).where(inArray(consents.contactId, of)).orderBy(consents.seq).all(),
    db.select().from(contactMerges).where(inArray(contactMerges.winner, of)).all(),
    db.select().from(conversations).where(inArray(conversations.contactId, of)).all(),
    db.select().from(automationRuns).where(inArray(automationRuns.contactId, of)).all(),
    db.select().from(contactNotes).where(inArray(contactNotes.contactId, of)).all(),
  ]);
  const notes = await db
    .select()
    .from(conversationNotes)
    .where(inArray(conversationNotes.conversationId, jsonList(threads.map(({ id }) => id))))
    .all();
  return { people, known, acts, merges, threads, runs, notes, remarks };
}

/** Messages by their ids, in the order of ids. */
export const readMessages = (db: TenantDb, ids: readonly Id<"message">[]) =>
  db
    .select()
    .from(messages)
    .where(inArray(messages.id, jsonList(ids)))
    .orderBy(messages.id)
    .all();

/** Files by their ids. */
export const readFiles = (db: TenantDb, ids: readonly Id<"media">[]) =>
  db
    .select()
    .from(media)
    .where(inArray(media.id, jsonList(ids)))
    .all();

export type About = Awaited<ReturnType<typeof readAbout>>;
export type MessageRow = Awaited<ReturnType<typeof readMessages>>[number];
export type FileRow = Awaited<ReturnType<typeof readFiles>>[number];
