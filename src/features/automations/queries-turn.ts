import { and, desc, eq, inArray, sql } from "drizzle-orm";

import type { OwnWords } from "#core/consent/own-words";
import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import { rootSql } from "#db/tenant/find-contact";
import { automationRuns, contacts, conversations, messages, numbers } from "#db/tenant/schema";
import type { RunRow } from "#features/automations/queries-runs";

/** A message as far as automations look at it. */
export interface HeardRow {
  readonly id: Id<"message">;
  readonly direction: "inbound" | "outbound";
  readonly type: string;
  readonly content: unknown;
  readonly cameWith: (typeof messages.$inferSelect)["cameWith"];
  readonly author: (typeof messages.$inferSelect)["author"];
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
  readonly numberId: Id<"number">;
  /** What stops and starts on the number beside the built-in words. */
  readonly keywords: OwnWords | null;
  /** JSON of what the buttons that stop marketing say, of the template that a tap answers; null of everything else. */
  readonly stopButtons: string | null;
  /** Whether the person had written in the conversation before. */
  readonly isFirst: number;
}

/** Messages by their ids, in the order of their ids. */
export const readHeard = (db: TenantDb, ids: readonly string[]): Promise<readonly HeardRow[]> =>
  db
    .select({
      id: messages.id,
      direction: messages.direction,
      type: messages.type,
      content: messages.content,
      cameWith: messages.cameWith,
      author: messages.author,
      contactId: messages.contactId,
      conversationId: messages.conversationId,
      numberId: messages.numberId,
      keywords: numbers.keywords,
      stopButtons: sql<
        string | null
      >`CASE WHEN ${messages.type} = 'button' AND ${messages.contextWamid} IS NOT NULL THEN (
        SELECT coalesce((SELECT t.opt_out_buttons FROM templates t WHERE t.id = o.template_id),
          (SELECT g.texts FROM gone_opt_out_buttons g WHERE g.template_id = o.template_id))
        FROM messages o WHERE o.wamid = ${messages.contextWamid} AND o.wamid IS NOT NULL AND o.direction = 'outbound') END`,
      isFirst: sql<number>`NOT EXISTS (SELECT 1 FROM messages b WHERE b.conversation_id = ${messages.conversationId}
        AND b.id < ${messages.id} AND b.direction = 'inbound')`,
    })
    .from(messages)
    .leftJoin(numbers, eq(numbers.id, messages.numberId))
    .where(inArray(messages.id, jsonList(ids)))
    .orderBy(messages.id)
    .all();

/** Contacts by their ids; of a merged one the one that is left, under both. */
export async function readPeople(
  db: TenantDb,
  ids: readonly Id<"contact">[],
): Promise<ReadonlyMap<string, ContactRow>> {
  const rows = await db
    .select()
    .from(contacts)
    .where(inArray(contacts.id, jsonList(ids)))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

export type ConversationFacts = Pick<
  typeof conversations.$inferSelect,
  "id" | "status" | "botMutedUntil" | "contactId" | "numberId" | "lastInboundAt"
>;

/** Conversations by their ids. */
export async function readConversations(
  db: TenantDb,
  ids: readonly Id<"conversation">[],
): Promise<ReadonlyMap<string, ConversationFacts>> {
  const rows = await db
    .select()
    .from(conversations)
    .where(inArray(conversations.id, jsonList(ids)))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Runs of a person that wait, the one that went on last first. */
export const readWaiting = (db: TenantDb, contactId: Id<"contact">): Promise<readonly RunRow[]> =>
  db
    .select()
    .from(automationRuns)
    .where(and(eq(automationRuns.contactId, contactId), eq(automationRuns.status, "waiting")))
    .orderBy(desc(automationRuns.updatedAt))
    .limit(50)
    .all();

const ANSWERED = `
SELECT id, automation_id automationId FROM automation_runs
WHERE contact_id = ?1 AND updated_at >= CAST(?2 AS INTEGER) AND state->>'$.lastSeq' >= CAST(?3 AS INTEGER)`;

/**
 * Runs of a person that have answered an event, those that are over included. Looks at every run: for a turn alone that comes
 * again after its first taker died.
 */
export async function readAnswered(
  db: TenantDb,
  contactId: Id<"contact">,
  event: { readonly seq: number; readonly atMs: number },
): Promise<readonly Pick<RunRow, "id" | "automationId">[]> {
  const { results } = await statement(db, ANSWERED, contactId, event.atMs, event.seq).all<
    Pick<RunRow, "id" | "automationId">
  >();
  return results;
}

/** Of people those who have a run that waits. */
export async function readBusy(
  db: TenantDb,
  ids: readonly Id<"contact">[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ contactId: automationRuns.contactId })
    .from(automationRuns)
    .where(
      and(
        inArray(automationRuns.contactId, [...ids].slice(0, 90)),
        eq(automationRuns.status, "waiting"),
      ),
    )
    .all();
  return new Set(rows.map(({ contactId }) => contactId));
}

/** Whoever a contact is now: itself, or the one that it was merged into. */
export async function readRoot(db: TenantDb, id: Id<"contact">): Promise<Id<"contact">> {
  const row = await db.$client
    .prepare(`SELECT coalesce(${rootSql("?1")}, ?1) id`)
    .bind(id)
    .first<{ id: Id<"contact"> }>();
  return row?.id ?? id;
}

/** The conversation of a person in which something was written last; undefined: there is none. */
export const findLastConversation = (
  db: TenantDb,
  contactId: Id<"contact">,
): Promise<ConversationFacts | undefined> =>
  db
    .select()
    .from(conversations)
    .where(
      sql`${conversations.id} >= 'cnv_' || substr(${contactId}, 5, 10) AND ${conversations.id} < 'cnv_' || substr(${contactId}, 5, 10) || '~'
        AND ${conversations.contactId} = ${contactId}`,
    )
    .orderBy(desc(conversations.lastAt))
    .limit(1)
    .get();
