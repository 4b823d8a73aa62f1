import { and, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import { contacts, conversations, messages } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/index";

export type ConversationRow = typeof conversations.$inferSelect;

/** Rows that one page looks at, at most. */
const SCAN_MAX = 1_000;

/** A place in the order of the list: newest activity first, then id. */
export type ConversationPosition = readonly [lastAt: number, id: string];

export interface ConversationFilters {
  readonly status?: ConversationRow["status"] | undefined;
  readonly number?: string | undefined;
  readonly unread?: boolean | undefined;
}

/**
 * A page of conversations, newest activity first. Rows are taken by the index first and filtered afterwards, so what a page
 * costs does not depend on what the filter meets.
 *
 * @returns the rows, and the position to go on after, or null when nothing is left to look at.
 */
export async function pageOfConversations(
  db: TenantDb,
  filters: ConversationFilters,
  page: { readonly after: ConversationPosition | null; readonly limit: number },
): Promise<{ rows: ConversationRow[]; next: ConversationPosition | null }> {
  const range =
    page.after === null
      ? undefined
      : sql`(${conversations.lastAt}, ${conversations.id}) < (${page.after[0]}, ${page.after[1]})`;
  const order = [desc(conversations.lastAt), desc(conversations.id)] as const;
  const scanned = db
    .select()
    .from(conversations)
    .where(range)
    .orderBy(...order)
    .limit(SCAN_MAX)
    .as("scanned");
  const [rows, edge] = await db.batch([
    db
      .select()
      .from(scanned)
      .where(
        and(
          isNull(scanned.mergedInto),
          filters.status === undefined ? undefined : eq(scanned.status, filters.status),
          filters.number === undefined ? undefined : sql`${scanned.numberId} = ${filters.number}`,
          filters.unread === undefined
            ? undefined
            : filters.unread
              ? gt(scanned.unread, 0)
              : eq(scanned.unread, 0),
        ),
      )
      .orderBy(desc(scanned.lastAt), desc(scanned.id))
      .limit(page.limit + 1),
    db
      .select({ lastAt: conversations.lastAt, id: conversations.id })
      .from(conversations)
      .where(range)
      .orderBy(...order)
      .limit(1)
      .offset(SCAN_MAX - 1),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : edge[0];
  return { rows: shown, next: last === undefined ? null : [last.lastAt, last.id] };
}

/** What a page shows beside its conversations, in one round trip. */
export async function readCompany(
  db: TenantDb,
  rows: readonly ConversationRow[],
): Promise<{ people: Map<string, ContactRow>; last: Map<string, MessageRow> }> {
  if (rows.length === 0) return { people: new Map(), last: new Map() };
  const among = (ids: readonly (string | null)[]) =>
    sql`IN (SELECT value FROM json_each(${JSON.stringify(ids.filter((id) => id !== null))}))`;
  const [people, last] = await db.batch([
    db
      .select()
      .from(contacts)
      .where(sql`${contacts.id} ${among(rows.map((row) => row.contactId))}`),
    db
      .select()
      .from(messages)
      .where(sql`${messages.id} ${among(rows.map((row) => row.lastMessageId))}`),
  ]);
  return {
    people: new Map(people.map((row) => [row.id, row])),
    last: new Map(last.map((row) => [row.id, row])),
  };
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
});
