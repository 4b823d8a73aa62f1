/** The SQL that writes the index of messages' words. A message is in it once, reached by its id, its thread's or its person's. */
import type { Id } from "#core/ids";
import { guard, isGuardBroken, jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A message as it is filed. */
export interface Filed {
  /** Its place in the order of finds. */
  readonly place: number;
  readonly messageId: Id<"message">;
  readonly conversationId: Id<"conversation"> | null;
  readonly contactId: Id<"contact">;
  /** As `indexedWords` makes them; not empty. */
  readonly words: string;
}

/** What finds the message whose id is `id`, as SQL. */
const named = (id: string): string =>
  `(SELECT s.rowid FROM message_search s WHERE s.message_search MATCH 'ids : "' || ${id} || '"')`;

const FILE = `INSERT INTO message_search (rowid, ids, words, message_id)
SELECT j.value->>0, j.value->>1, j.value->>2, j.value->>3 FROM json_each(?1) j
WHERE NOT EXISTS ${named("(j.value->>3)")}`;

/** File messages that are not filed yet: one row each. Of those that are, nothing changes. */
export const fileMessages = (db: TenantDb, rows: readonly Filed[]): Statement[] =>
  jsonParameters(
    rows.map(({ place, messageId, conversationId, contactId, words }) => [
      place,
      `${messageId} ${conversationId ?? ""} ${contactId}`,
      words,
      messageId,
    ]),
  ).map((json) => statement(db, FILE, json));

/** Set the words of messages that are filed. */
export const refileMessages = (
  db: TenantDb,
  rows: readonly Pick<Filed, "messageId" | "words">[],
): Statement[] =>
  rows.map(({ messageId, words }) =>
    statement(
      db,
      `UPDATE message_search SET words = ?2 WHERE rowid IN ${named("?1")}`,
      messageId,
      words,
    ),
  );

/** Take what carries an id out of the index: a message, all of a thread, or all of a person. Its words are gone for good. */
export const unfile = (
  db: TenantDb,
  id: Id<"message"> | Id<"conversation"> | Id<"contact">,
): Statement => statement(db, `DELETE FROM message_search WHERE rowid IN ${named("?1")}`, id);

const UNFILE_ALL = `
DELETE FROM message_search WHERE rowid IN (SELECT (SELECT s.rowid FROM message_search s
  WHERE s.message_search MATCH 'ids : "' || j.value || '"') FROM json_each(?1) j)`;

/** Take messages out of the index, of which some may never have been in it. */
export const unfileMessages = (db: TenantDb, ids: readonly Id<"message">[]): Statement[] =>
  jsonParameters(ids).map((json) => statement(db, UNFILE_ALL, json));

const AT = "search.backfill";

/** Move the mark of how far messages from before are filed; it must stand where it was read (`isMovedMeanwhile`). */
export function moveBackfill(
  db: TenantDb,
  was: { readonly before: string },
  to: { readonly before: string; readonly nextRow: number } | null,
): Statement[] {
  return [
    guard(db, AT, "EXISTS (SELECT 1 FROM search_backfill WHERE before = ?1)", was.before),
    to === null
      ? statement(db, "DELETE FROM search_backfill WHERE id = 1")
      : statement(
          db,
          "UPDATE search_backfill SET before = ?1, next_row = ?2 WHERE id = 1",
          to.before,
          to.nextRow,
        ),
  ];
}

/** Whether a batch rolled back because another run filed the same messages. */
export const isMovedMeanwhile = (error: unknown): boolean => isGuardBroken(error, AT);

const SOME = `DELETE FROM message_search WHERE rowid IN (
  SELECT s.rowid FROM message_search s WHERE s.message_search MATCH 'ids : "' || ?1 || '"' LIMIT ?2)`;

/** As {@link unfile}, at most so many messages: for a person whose whole history would be one long statement. */
export const unfileSome = (db: TenantDb, id: Id<"contact">, limit: number): Statement =>
  statement(db, SOME, id, limit);
