import { desc, inArray, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import { newBinder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { messages, searchBackfill } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/index";

/** Messages, however many, in no order. */
export const findMessagesById = (
  db: TenantDb,
  ids: readonly Id<"message">[],
): Promise<readonly MessageRow[]> =>
  db
    .select()
    .from(messages)
    .where(inArray(messages.id, jsonList(ids)))
    .all();

/** A message that was found, with its place in the order of finds: newest first is highest first. */
export interface Found {
  readonly place: number;
  readonly messageId: Id<"message">;
}

/**
 * The newest messages that a search finds, behind a place.
 *
 * @param ask `query` as `searchQuery` makes it; `conversation` narrows it to one thread.
 */
export async function findBySearch(
  db: TenantDb,
  ask: {
    readonly query: string;
    readonly conversation: Id<"conversation"> | undefined;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<readonly Found[]> {
  const { bind, params } = newBinder();
  const thread = ask.conversation === undefined ? "" : ` AND ids : "${ask.conversation}"`;
  const match = bind(`(words : (${ask.query}))${thread}`);
  const behind = ask.before === null ? "" : `AND rowid < ${bind(ask.before)}`;
  const sqlText = `SELECT rowid place, message_id messageId FROM message_search
WHERE message_search MATCH ${match} ${behind} ORDER BY rowid DESC LIMIT ${bind(ask.limit)}`;
  const { results } = await statement(db, sqlText, ...params).all<Found>();
  return results;
}

/** How far the messages from before are filed; undefined when none is left. */
export const readBackfill = (db: TenantDb) => db.select().from(searchBackfill).get();

/** The newest messages with an id below one, with their newest first. */
export const findBefore = (
  db: TenantDb,
  before: string,
  limit: number,
): Promise<readonly MessageRow[]> =>
  db
    .select()
    .from(messages)
    .where(sql`${messages.id} < ${before}`)
    .orderBy(desc(messages.id))
    .limit(limit)
    .all();

const COUNT = `SELECT count(*) AS n FROM (
  SELECT 1 FROM message_search WHERE message_search MATCH 'ids : "' || ?1 || '"' LIMIT ?2)`;

/** How many messages of a person are filed, counted up to `limit`. */
export async function countFiled(db: TenantDb, id: Id<"contact">, limit: number): Promise<number> {
  return (await statement(db, COUNT, id, limit).first<{ n: number }>())?.n ?? 0;
}
