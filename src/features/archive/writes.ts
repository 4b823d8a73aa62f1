/** The SQL that writes where old messages lie. */
import { guard, jsonParameters, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { archiveObjects } from "#db/tenant/schema";
import type { ThreadSpan } from "#features/archive/packed";
import type { ArchiveObjectRow } from "#features/archive/queries";

/** Enter an object before its bytes are put, so that what a crash leaves is found. */
export const beginObject = (db: TenantDb, row: ArchiveObjectRow): Statement =>
  toStatement(db, db.insert(archiveObjects).values({ ...row, state: "writing" }));

const SPANS = `
INSERT INTO archive_threads (thread, first_id, last_id, object_key)
SELECT value->>'thread', value->>'firstId', value->>'lastId', ?2 FROM json_each(?1)`;

/** The object is what holds its messages from now on. The batch rolls back when it was taken for broken off meanwhile. */
export const keepObject = (
  db: TenantDb,
  key: string,
  spans: readonly ThreadSpan[],
): Statement[] => [
  guard(
    db,
    "archive.object",
    "EXISTS (SELECT 1 FROM archive_objects WHERE object_key = ?1 AND state = 'writing')",
    key,
  ),
  statement(db, "UPDATE archive_objects SET state = 'stored' WHERE object_key = ?1", key),
  ...jsonParameters(spans).map((json) => statement(db, SPANS, json, key)),
];

/** An object holds nothing any more; the batch rolls back when it did not before. It stands before what takes its place. */
export const dropObject = (
  db: TenantDb,
  key: string,
  spans: readonly ThreadSpan[],
): Statement[] => [
  guard(
    db,
    "archive.object",
    "EXISTS (SELECT 1 FROM archive_objects WHERE object_key = ?1 AND state = 'stored')",
    key,
  ),
  statement(db, "UPDATE archive_objects SET state = 'dropped' WHERE object_key = ?1", key),
  ...jsonParameters(spans).map((json) =>
    statement(
      db,
      `DELETE FROM archive_threads WHERE object_key = ?2 AND (thread, first_id) IN
         (SELECT value->>'thread', value->>'firstId' FROM json_each(?1))`,
      json,
      key,
    ),
  ),
];

/** Forget objects whose bytes are gone. */
export const forgetObjects = (db: TenantDb, keys: readonly string[]): Statement[] =>
  jsonParameters(keys).map((json) =>
    statement(
      db,
      "DELETE FROM archive_objects WHERE state <> 'stored' AND object_key IN (SELECT value FROM json_each(?1))",
      json,
    ),
  );
