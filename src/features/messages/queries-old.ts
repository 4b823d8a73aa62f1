import { inArray } from "drizzle-orm";

import { timeChars } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { messages } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/queries";

/** Where a look at old messages goes on, and whose are left out. */
export interface OldAsk {
  /** The last id that was looked at; empty at the beginning. */
  readonly after: string;
  /** Older than this, Unix ms. */
  readonly beforeMs: number;
  /** Whose messages stay. */
  readonly heldContactIds: readonly Id<"contact">[];
  /** Rows that are looked at, at most. */
  readonly limit: number;
}

/** What a look found. */
export interface OldMessages {
  readonly ids: readonly Id<"message">[];
  /** The last id that was looked at; null when nothing is left to look at. */
  readonly after: string | null;
}

/** Ids begin with the instant that their message came into being, so whatever is older sorts before. */
const LOOKED = `
SELECT m.id, m.created_at < ?2 AND m.state NOT IN ('scheduled', 'queued', 'sending')
  AND m.contact_id NOT IN (SELECT value FROM json_each(?3)) AS isOld
FROM messages m WHERE m.id > ?1 AND m.id < ?4 ORDER BY m.id LIMIT ?5`;

/** The first id of an instant, Unix ms: all messages from before sort before it. */
export const firstIdAt = (atMs: number): string => `${ID_PREFIXES.message}_${timeChars(atMs)}`;

/** Messages that are older than an instant and over: as many rows are read as are looked at. */
export async function findOldMessages(db: TenantDb, ask: OldAsk): Promise<OldMessages> {
  const { results } = await statement(
    db,
    LOOKED,
    ask.after,
    ask.beforeMs,
    JSON.stringify(ask.heldContactIds),
    firstIdAt(ask.beforeMs),
    ask.limit,
  ).all<{ id: Id<"message">; isOld: number }>();
  return {
    ids: results.filter(({ isOld }) => isOld === 1).map(({ id }) => id),
    after: results.length < ask.limit ? null : (results.at(-1)?.id ?? null),
  };
}

/** The rows of messages, in the order of their ids. */
export const findRows = (db: TenantDb, ids: readonly Id<"message">[]): Promise<MessageRow[]> =>
  db
    .select()
    .from(messages)
    .where(inArray(messages.id, jsonList(ids)))
    .orderBy(messages.id)
    .all();
