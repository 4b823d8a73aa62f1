/** What edits and revocations do to messages that Meta tells of. */
import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { InboundRow } from "#features/messages/writes";

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

/** A message as it was first written. */
export interface OriginalMessage extends Pick<
  InboundRow,
  "id" | "type" | "content" | "contextWamid" | "cameWith" | "atMs"
> {}

const KEEP_ORIGINAL = `
UPDATE messages SET
  type = CASE WHEN edited_at IS NULL THEN o.value->>1 ELSE messages.type END,
  original = CASE WHEN edited_at IS NOT NULL AND revoked_at IS NULL THEN coalesce(original, o.value->>2) END,
  context_wamid = o.value->>3, came_with = CASE WHEN revoked_at IS NULL THEN o.value->>4 END,
  received_at = CASE WHEN direction = 'inbound' THEN o.value->>5 END,
  sent_at = CASE WHEN direction = 'outbound' THEN o.value->>5 END
FROM json_each(?1) o WHERE messages.id = o.value->>0 AND (edited_at IS NOT NULL OR revoked_at IS NOT NULL)`;

/** Complete messages of which only what changed them was here. */
export const keepOriginals = (
  db: TenantDb,
  originals: ReadonlyMap<Id<"message">, Omit<OriginalMessage, "id">>,
): Statement[] =>
  jsonParameters(
    [...originals].map(([id, { type, content, contextWamid, cameWith, atMs }]) => [
      id,
      type,
      content,
      contextWamid,
      cameWith === null ? null : JSON.stringify(cameWith),
      atMs,
    ]),
  ).map((list) => statement(db, KEEP_ORIGINAL, list));

const REVOKE = `
UPDATE messages SET content = NULL, original = NULL, came_with = NULL, edited_at = NULL, revoked_at = r.value->>1
FROM json_each(?1) r WHERE messages.id = r.value->>0 AND (revoked_at IS NULL OR revoked_at > r.value->>1)`;

/** Empty messages that were taken back, at these instants, Unix ms; whether they were edited before is gone with what they said. */
export const revokeInbound = (
  db: TenantDb,
  revoked: ReadonlyMap<Id<"message">, number>,
): Statement[] => jsonParameters([...revoked]).map((list) => statement(db, REVOKE, list));
