/** What a person's edits and revocations do to the messages that they wrote. */
import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** What a message says since its newest edit. */
export interface EditedContent {
  readonly type: string;
  /** JSON text. */
  readonly content: string;
  /** When it was edited, Unix ms. */
  readonly atMs: number;
  /** Whether what it said before is what the person first wrote; otherwise only the edit ever came. */
  readonly keepsOriginal: boolean;
}

const EDIT = `
UPDATE messages SET type = e.value->>1, content = e.value->>2, edited_at = e.value->>3,
  original = CASE WHEN e.value->>4 = 0 OR edited_at IS NOT NULL THEN original ELSE content END
FROM json_each(?1) e WHERE messages.id = e.value->>0 AND revoked_at IS NULL
  AND (edited_at IS NULL OR edited_at < e.value->>3)`;

/** Edit messages, each at most once. An older edit than the one that holds changes nothing, nor does one of what is taken back. */
export const editInbound = (
  db: TenantDb,
  edited: ReadonlyMap<Id<"message">, EditedContent>,
): Statement[] =>
  jsonParameters(
    [...edited].map(([id, { type, content, atMs, keepsOriginal }]) => [
      id,
      type,
      content,
      atMs,
      keepsOriginal ? 1 : 0,
    ]),
  ).map((list) => statement(db, EDIT, list));

const KEEP_ORIGINAL = `
UPDATE messages SET original = o.value->>1 FROM json_each(?1) o
WHERE messages.id = o.value->>0 AND edited_at IS NOT NULL AND original IS NULL AND revoked_at IS NULL`;

/** Keep what messages first said, as JSON texts, of those whose edit came before. */
export const keepOriginals = (
  db: TenantDb,
  originals: ReadonlyMap<Id<"message">, string>,
): Statement[] => jsonParameters([...originals]).map((list) => statement(db, KEEP_ORIGINAL, list));

const REVOKE = `
UPDATE messages SET content = NULL, original = NULL, came_with = NULL, revoked_at = r.value->>1 FROM json_each(?1) r
WHERE messages.id = r.value->>0 AND revoked_at IS NULL`;

/** Empty messages that were taken back, at these instants, Unix ms. */
export const revokeInbound = (
  db: TenantDb,
  revoked: ReadonlyMap<Id<"message">, number>,
): Statement[] => jsonParameters([...revoked]).map((list) => statement(db, REVOKE, list));
