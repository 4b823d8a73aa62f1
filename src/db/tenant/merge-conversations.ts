import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** The thread of a merged contact on a number, and the thread of the contact that is left. */
export type ThreadPair = readonly [from: Id<"conversation">, into: Id<"conversation">];

/** A thread in which only a campaign has spoken has no row yet. */
const OPEN = `
INSERT INTO conversations (id, contact_id, number_id, status, unread, last_message_id, last_at, created_at)
SELECT p.value->>0, m.contact_id, m.number_id, 'open', 0, m.id, m.created_at, m.created_at
FROM json_each(?1) p CROSS JOIN messages m
  ON m.id = (SELECT max(x.id) FROM messages x WHERE x.conversation_id = p.value->>0)
WHERE true ON CONFLICT DO NOTHING`;

const JOIN = `
INSERT INTO conversations (id, contact_id, number_id, status, unread, last_message_id, last_at, last_inbound_at, created_at,
  assignee, priority, snoozed_until, tags, tag_keys, bot_muted_until)
SELECT p.value->>1, ?2, f.number_id, f.status, f.unread, f.last_message_id, f.last_at, f.last_inbound_at, f.created_at,
  f.assignee, f.priority, f.snoozed_until, f.tags, f.tag_keys, f.bot_muted_until
FROM json_each(?1) p CROSS JOIN conversations f ON f.id = p.value->>0 WHERE true
ON CONFLICT (id) DO UPDATE SET
  unread = unread + excluded.unread,
  last_message_id = CASE WHEN excluded.last_at >= last_at THEN excluded.last_message_id ELSE last_message_id END,
  last_at = max(last_at, excluded.last_at),
  last_inbound_at = max(coalesce(last_inbound_at, excluded.last_inbound_at), coalesce(excluded.last_inbound_at, last_inbound_at)),
  status = CASE WHEN excluded.unread > 0 THEN 'open' ELSE status END,
  snoozed_until = CASE WHEN excluded.unread > 0 THEN NULL ELSE snoozed_until END,
  assignee = coalesce(assignee, excluded.assignee),
  bot_muted_until = coalesce(max(bot_muted_until, excluded.bot_muted_until), bot_muted_until, excluded.bot_muted_until)`;

const POINT = `
UPDATE conversations SET merged_into = p.value->>1, snoozed_until = NULL,
  status = CASE WHEN status = 'snoozed' THEN 'open' ELSE status END
FROM json_each(?1) p WHERE conversations.id = p.value->>0`;

/** What was merged into the merged thread before goes on where that goes on. */
const POINT_AGAIN = `
UPDATE conversations SET merged_into = p.value->>1 FROM json_each(?1) p WHERE conversations.merged_into = p.value->>0`;

/** Give each thread that is to go on elsewhere its row, for {@link mergeConversations}. */
export const openConversations = (db: TenantDb, pairs: readonly ThreadPair[]): Statement =>
  statement(db, OPEN, JSON.stringify(pairs));

/**
 * Let threads go on in others: unread and the window of both count together. The messages stay where they are.
 *
 * @param winner Whose the threads are that go on.
 */
export const mergeConversations = (
  db: TenantDb,
  winner: Id<"contact">,
  pairs: readonly ThreadPair[],
): Statement[] => {
  const list = JSON.stringify(pairs);
  return [
    statement(db, JOIN, list, winner),
    statement(db, POINT_AGAIN, list),
    statement(db, POINT, list),
  ];
};

const PART = `UPDATE conversations SET merged_into = NULL FROM json_each(?1) p WHERE conversations.id = p.value->>0`;

/** Threads of contacts that are merged into the loser again: `?2` is a JSON list of them. */
const POINT_BACK = `
UPDATE conversations SET merged_into = p.value->>0 FROM json_each(?1) p
WHERE conversations.merged_into = p.value->>1 AND conversations.contact_id IN (SELECT value FROM json_each(?2))`;

/** Of a thread `w`: itself and what goes on in it. */
const ITS = `(SELECT w.id UNION ALL SELECT o.id FROM conversations o WHERE o.merged_into = w.id)`;

const LAST = (column: string): string =>
  `(SELECT m.${column} FROM messages m WHERE m.conversation_id IN ${ITS} ORDER BY m.id DESC LIMIT 1)`;

/** As if the other thread had never gone on in it. */
const RESTORE = `
UPDATE conversations AS w SET unread = max(0, w.unread - f.unread),
  last_message_id = ${LAST("id")},
  last_at = coalesce(${LAST("created_at")}, w.last_at),
  last_inbound_at = (SELECT max(m.created_at) FROM messages m
    WHERE m.conversation_id IN ${ITS} AND m.direction = 'inbound' AND m.type <> 'system')
FROM json_each(?1) p CROSS JOIN conversations f ON f.id = p.value->>0 WHERE w.id = p.value->>1`;

/** A thread that came to be by the merge alone. */
const DROP = `
DELETE FROM conversations WHERE id IN (SELECT p.value->>1 FROM json_each(?1) p) AND last_message_id IS NULL`;

/**
 * Part threads again: each shows its own messages, and its window is its own.
 *
 * @param below Contacts that are merged into the one that stands for itself again.
 */
export const partConversations = (
  db: TenantDb,
  pairs: readonly ThreadPair[],
  below: readonly Id<"contact">[],
): Statement[] => {
  const list = JSON.stringify(pairs);
  return [
    statement(db, PART, list),
    statement(db, POINT_BACK, list, JSON.stringify(below)),
    statement(db, RESTORE, list),
    statement(db, DROP, list),
  ];
};
