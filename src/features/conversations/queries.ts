import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";

import type { ContactSelector } from "#core/contact/selector";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { contactIs, type ContactRow } from "#db/tenant/find-contact";
import { contacts, conversations, messages, numbers } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/index";

export type ConversationRow = typeof conversations.$inferSelect;

/** What a page shows beside its conversations, in one round trip. */
export async function readCompany(
  db: TenantDb,
  rows: readonly ConversationRow[],
): Promise<{ people: Map<string, ContactRow>; last: Map<string, MessageRow> }> {
  if (rows.length === 0) return { people: new Map(), last: new Map() };
  const [people, last] = await db.batch([
    db
      .select()
      .from(contacts)
      .where(inArray(contacts.id, jsonList(rows.map((row) => row.contactId)))),
    db
      .select()
      .from(messages)
      .where(inArray(messages.id, jsonList(rows.flatMap((row) => row.lastMessageId ?? [])))),
  ]);
  return {
    people: new Map(people.map((row) => [row.id, row])),
    last: new Map(last.map((row) => [row.id, row])),
  };
}

/**
 * The conversations with one contact, whoever has been merged into it included: at most one for each number, found by the ids
 * that are derived. One in which only a campaign has spoken is made up as in {@link findConversation}.
 */
export async function findConversationsOf(
  db: TenantDb,
  selector: ContactSelector,
): Promise<readonly ConversationRow[]> {
  const [found, numberRows] = await db.batch([
    db.select({ id: contacts.id }).from(contacts).where(contactIs(db, selector)),
    db.select({ id: numbers.id }).from(numbers),
  ]);
  const [contact] = found;
  if (contact === undefined) return [];
  const ids = JSON.stringify(numberRows.map(({ id }) => conversationIdOf(contact.id, id)));
  const [kept, last] = await db.batch([
    db
      .select()
      .from(conversations)
      .where(sql`${conversations.id} IN (SELECT value FROM json_each(${ids}))`),
    db
      .select()
      .from(messages)
      .where(
        sql`${messages.id} IN (SELECT (SELECT m.id FROM messages m WHERE m.conversation_id = j.value ORDER BY m.id DESC LIMIT 1) FROM json_each(${ids}) j)`,
      ),
  ]);
  const known = new Set(kept.map(({ id }) => id));
  const silent = last.flatMap((message) =>
    message.conversationId === null || known.has(message.conversationId)
      ? []
      : [unanswered(message.conversationId, message)],
  );
  return [...kept, ...silent];
}

/** The conversation that goes on under an id, and those that go on in it: none for all but those of merged contacts. */
export async function readMergedThreads(
  db: TenantDb,
  id: Id<"conversation">,
): Promise<readonly Id<"conversation">[]> {
  const root = sql`coalesce((SELECT x.merged_into FROM conversations x WHERE x.id = ${id}), ${id})`;
  const rows = await db
    .select({ id: conversations.id, root: conversations.mergedInto })
    .from(conversations)
    .where(and(eq(conversations.mergedInto, root), isNotNull(conversations.mergedInto)));
  return [...new Set(rows.flatMap((row) => [row.root ?? row.id, row.id]))];
}

/** Messages of a conversation among which the newest of the person is looked for, at most. */
const HEARD_SCAN_MAX = 200;

/**
 * Meta's id of what the person wrote last, since an instant (Unix ms); undefined when it is not among the newest messages. A
 * conversation that goes on another's is looked at as well.
 */
export async function findLastHeard(
  db: TenantDb,
  { id, lastInboundAt }: ConversationRow,
  sinceMs: number,
): Promise<string | undefined> {
  if (lastInboundAt === null || lastInboundAt <= sinceMs) return undefined;
  const merged = await readMergedThreads(db, id);
  const ids = merged.length === 0 ? [id] : merged;
  const found = await Promise.all(
    ids.map((thread) => {
      const newest = db
        .select()
        .from(messages)
        .where(eq(messages.conversationId, thread))
        .orderBy(desc(messages.id))
        .limit(HEARD_SCAN_MAX)
        .as("newest");
      return db
        .select({ wamid: newest.wamid, receivedAt: newest.receivedAt })
        .from(newest)
        .where(and(eq(newest.direction, "inbound"), isNotNull(newest.wamid)))
        .orderBy(desc(newest.id))
        .limit(1)
        .get();
    }),
  );
  const [last] = found
    .filter((one) => one !== undefined)
    .toSorted((a, b) => (b.receivedAt ?? 0) - (a.receivedAt ?? 0));
  return last?.wamid ?? undefined;
}

/**
 * A conversation by its id; one that goes on in another is that one. One in which a campaign has spoken and nobody has answered
 * yet has no row: it is made up from its newest message.
 */
export async function findConversation(
  db: TenantDb,
  id: string,
): Promise<ConversationRow | undefined> {
  if (!isId("conversation", id)) return undefined;
  const [kept, thread] = await db.batch([
    db.select().from(conversations).where(eq(conversations.id, id)),
    db
      .select()
      .from(messages)
      .where(eq(messages.conversationId, id))
      .orderBy(desc(messages.id))
      .limit(1),
  ]);
  const [last] = thread;
  const into = kept[0]?.mergedInto ?? null;
  if (into !== null) return findConversation(db, into);
  return kept[0] ?? (last && unanswered(id, last));
}

const unanswered = (id: Id<"conversation">, last: MessageRow): ConversationRow => ({
  id,
  contactId: last.contactId,
  numberId: last.numberId,
  status: "open",
  unread: 0,
  lastMessageId: last.id,
  lastAt: last.createdAt,
  lastInboundAt: null,
  createdAt: last.createdAt,
  mergedInto: null,
  assignee: null,
  priority: "normal",
  snoozedUntil: null,
  tags: [],
  tagKeys: null,
  botMutedUntil: null,
});
