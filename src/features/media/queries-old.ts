import { timeChars } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** How long Meta keeps an upload, ms: what was last brought there until then was last sent so much before. */
const AT_META_MS = 30 * 86_400_000;

/** Where a look at old media goes on, and what is left out. */
export interface OldMediaAsk {
  /** The last id that was looked at; empty at the beginning. */
  readonly after: string;
  /** Older than this, Unix ms. */
  readonly beforeMs: number;
  /** Whose media stay. While there is anybody, so do uploads and media whose message is not in the database: they may be theirs. */
  readonly heldContactIds: readonly Id<"contact">[];
  /** Rows that are looked at, at most. */
  readonly limit: number;
}

/** What a look found. */
export interface OldMedia {
  readonly ids: readonly Id<"media">[];
  /** The last id that was looked at; null when nothing is left to look at. */
  readonly after: string | null;
}

/** Something of the business names an upload, so that it may be sent again. */
const NAMED = `(
  EXISTS (SELECT 1 FROM quick_replies r WHERE r.media_id = d.id)
  OR EXISTS (SELECT 1 FROM templates t WHERE instr(t.components, d.id) > 0)
  OR EXISTS (SELECT 1 FROM automations a WHERE instr(a.definition, d.id) > 0)
  OR EXISTS (SELECT 1 FROM automation_versions v WHERE instr(v.definition, d.id) > 0)
  OR EXISTS (SELECT 1 FROM campaigns c WHERE c.status NOT IN ('completed', 'cancelled', 'failed') AND instr(c.variables, d.id) > 0)
  OR EXISTS (SELECT 1 FROM scheduled_messages s WHERE instr(s.body, d.id) > 0))`;

const OLD = `
WITH looked AS MATERIALIZED (SELECT * FROM media WHERE id > ?1 AND id < ?4 ORDER BY id LIMIT ?5)
SELECT d.id, d.deleted_at IS NULL AND d.status <> 'pending' AND d.created_at < ?2 AND CASE
  WHEN d.message_id IS NULL THEN json_array_length(?3) = 0
    AND coalesce((SELECT max(u.value ->> 'until') FROM json_each(d.meta_uploads) u), 0) < ?2 + ${AT_META_MS} AND NOT ${NAMED}
  WHEN json_array_length(?3) = 0 THEN 1
  ELSE EXISTS (SELECT 1 FROM messages m WHERE m.id = d.message_id AND m.contact_id NOT IN (SELECT value FROM json_each(?3)))
  END AS isOld
FROM looked d ORDER BY d.id`;

/** Media that are older than an instant, and uploads that were last sent before it and that nothing names. */
export async function findOldMedia(db: TenantDb, ask: OldMediaAsk): Promise<OldMedia> {
  const { results } = await statement(
    db,
    OLD,
    ask.after,
    ask.beforeMs,
    JSON.stringify(ask.heldContactIds),
    `${ID_PREFIXES.media}_${timeChars(ask.beforeMs)}`,
    ask.limit,
  ).all<{ id: Id<"media">; isOld: number }>();
  return {
    ids: results.filter(({ isOld }) => isOld === 1).map(({ id }) => id),
    after: results.length < ask.limit ? null : (results.at(-1)?.id ?? null),
  };
}
