/** The SQL that erases messages, and that remembers by keyed hashes which were. */
import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

/** What a message's id is hashed as: Meta's id of it, or ours. */
const erasedKey = (ctx: ScopedContext, id: string): string => identityHash(ctx, `message:${id}`);

const REMEMBER = `INSERT INTO erased_messages (key_hash, erased_at)
SELECT value, CAST(?2 AS INTEGER) FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`;

/** Remember messages that are erased, under each id by which they could be named again. */
export const rememberErased = (ctx: ScopedContext, ids: readonly string[]): Statement[] =>
  jsonParameters(ids.map((id) => erasedKey(ctx, id))).map((list) =>
    statement(ctx.db, REMEMBER, list, ctx.nowMs()),
  );

const FIND = `SELECT e.key_hash AS hash FROM json_each(?1) k CROSS JOIN erased_messages e ON e.key_hash = k.value`;

/** Which of these ids are those of messages that were erased lately. One row read for each that is. */
export async function readErased(
  ctx: ScopedContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const idOf = new Map(ids.map((id) => [erasedKey(ctx, id), id]));
  const { results } = await statement(ctx.db, FIND, JSON.stringify([...idOf.keys()])).all<{
    hash: string;
  }>();
  return new Set(results.map(({ hash }) => idOf.get(hash) ?? ""));
}

const FORGET = `DELETE FROM erased_messages WHERE key_hash IN (
  SELECT key_hash FROM erased_messages WHERE erased_at < ?1 ORDER BY erased_at LIMIT ?2)`;

/** Forget whose time is over, Unix ms, at most so many. */
export const forgetErased = (db: TenantDb, beforeMs: number, limit: number): Statement =>
  statement(db, FORGET, beforeMs, limit);

const EMPTY = `UPDATE messages SET content = NULL, variables = NULL, context_wamid = NULL, client_ref = NULL, metadata = NULL,
  came_with = NULL, original = NULL, meta_conversation = NULL, conversation_id = NULL,
  error = CASE WHEN error IS NOT NULL THEN json_object('code', error->>'$.code', 'title', 'Erased', 'detail', NULL) END,
  wamid = CASE WHEN wamid IS NOT NULL OR claimed_at IS NOT NULL THEN 'erased:' || id END
WHERE id IN (SELECT value FROM json_each(?1)) AND campaign_id IS NOT NULL AND state <> 'sending'`;

/**
 * Take the person out of a campaign's rows, which stay as counts of nobody: whom it was for, what it said and by which of Meta's
 * ids it went. A status that comes for one finds no message of that id any more.
 */
export const emptyCampaignRows = (db: TenantDb, ids: readonly Id<"message">[]): Statement[] =>
  jsonParameters(ids).map((list) => statement(db, EMPTY, list));

const DELETE = `DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?1)) AND campaign_id IS NULL AND state <> 'sending'`;

/** Delete messages of no campaign, and what waits with them. One that is just being sent stays. */
export const deleteMessages = (db: TenantDb, ids: readonly Id<"message">[]): Statement[] =>
  jsonParameters(ids).flatMap((list) => [
    statement(
      db,
      "DELETE FROM scheduled_messages WHERE message_id IN (SELECT value FROM json_each(?1))",
      list,
    ),
    statement(db, DELETE, list),
  ]);
