import { SERVICE_WINDOW_MS } from "#core/conversation/window";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { windowMarks } from "#db/tenant/schema";
import type { EndingWindow } from "#features/conversations/events";

/** Up to which instants the ends of windows were told of. */
export const readWindowMarks = (db: TenantDb) => db.select().from(windowMarks).all();

/** Looked at by the index alone: a conversation's last activity is never before what the person wrote last. */
const ENDING = `SELECT v.id, v.contact_id contactId, v.number_id numberId, v.last_inbound_at + ${SERVICE_WINDOW_MS} closesAtMs
FROM (SELECT id FROM conversations WHERE has_written = 1 AND last_at > ?1 AND last_inbound_at > ?1 AND last_inbound_at <= ?2
    AND status = 'open' AND merged_into IS NULL AND (assignee IS NOT NULL OR last_inbound_at >= last_at)
  ORDER BY last_inbound_at LIMIT ?3) e JOIN conversations v ON v.id = e.id ORDER BY v.last_inbound_at`;

/**
 * Open conversations that need a reply or are somebody's, in which the person wrote last after `afterMs` and not after `untilMs`
 * (Unix ms), the longest ago first.
 */
export async function findEndingWindows(
  db: TenantDb,
  {
    afterMs,
    untilMs,
    limit,
  }: { readonly afterMs: number; readonly untilMs: number; readonly limit: number },
): Promise<readonly EndingWindow[]> {
  const { results } = await statement(db, ENDING, afterMs, untilMs, limit).all<EndingWindow>();
  return results;
}
