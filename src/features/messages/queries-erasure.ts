import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { MessageRow } from "#features/messages/queries";

/** What erasing needs to know of a message. */
export type ErasableRow = Pick<
  MessageRow,
  "id" | "wamid" | "campaignId" | "state" | "direction" | "sentFrom" | "type" | "content"
>;

/** Rows that one look goes through: no index leads from a person to the rows of campaigns that skipped them. */
const LOOK_ROWS = 20_000;

const EDGE = `SELECT max(id) AS edge, count(*) AS n FROM (SELECT id FROM messages WHERE id > ?1 ORDER BY id LIMIT ?2)`;
const MINE = `SELECT id, wamid, campaign_id AS campaignId, state, direction, sent_from AS sentFrom, type, content FROM messages
WHERE id > ?1 AND id <= coalesce((SELECT max(id) FROM (SELECT id FROM messages WHERE id > ?1 ORDER BY id LIMIT ?2)), '')
  AND contact_id IN (SELECT value FROM json_each(?3)) ORDER BY id LIMIT ?4`;

/**
 * The next messages of contacts behind an id, in the order of ids.
 *
 * @returns At most `limit` rows, and where to go on; null when nothing is left behind.
 */
export async function findMessagesOf(
  db: TenantDb,
  contactIds: readonly Id<"contact">[],
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly rows: readonly ErasableRow[]; readonly next: string | null }> {
  const [edge, mine] = await db.$client.batch<Record<string, unknown>>([
    statement(db, EDGE, after, LOOK_ROWS),
    statement(db, MINE, after, LOOK_ROWS, JSON.stringify(contactIds), limit),
  ]);
  // Safe: the statement selects the columns of the type; content is JSON text.
  const rows = (mine?.results ?? []).map((row) => ({
    ...(row as unknown as ErasableRow),
    content: typeof row["content"] === "string" ? (JSON.parse(row["content"]) as unknown) : null,
  })) as readonly ErasableRow[];
  const last = rows.length === limit ? rows.at(-1)?.id : undefined;
  const { edge: to, n } = (edge?.results[0] ?? {}) as { edge?: string; n?: number };
  return { rows, next: last ?? (n === LOOK_ROWS ? (to ?? null) : null) };
}

const SHARED = `
SELECT k.value AS id FROM messages m CROSS JOIN json_each(?1) k
WHERE m.direction = 'outbound' AND m.sent_from IS NULL AND m.contact_id NOT IN (SELECT value FROM json_each(?2))
  AND (instr(m.content, k.value) OR instr(m.variables, k.value))
UNION SELECT q.media_id FROM quick_replies q WHERE q.media_id IN (SELECT value FROM json_each(?1))
UNION SELECT k.value FROM campaigns c CROSS JOIN json_each(?1) k WHERE instr(c.variables, k.value)`;

/** Which of these files are not of these contacts alone: somebody else was sent them too, or may be. It reads every message. */
export async function findSharedFiles(
  db: TenantDb,
  ids: readonly Id<"media">[],
  contactIds: readonly Id<"contact">[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { results } = await statement(
    db,
    SHARED,
    JSON.stringify(ids),
    JSON.stringify(contactIds),
  ).all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}
