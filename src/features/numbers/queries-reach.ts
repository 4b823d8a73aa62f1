import { timeChars } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const DAY_MS = 24 * 60 * 60 * 1000;

/** So many rows are read of the day's messages, and of campaigns that began before it. */
export const REACH_ROWS_MAX = 20_000;

/** People who were written to by the business, and whether all of the day's messages were looked at. */
export interface Reached {
  readonly people: number;
  readonly isExact: boolean;
}

/**
 * The day's messages are a range of ids, because an id begins with its time. A campaign's ids begin with that of its plan: those
 * of a campaign that is older and has sent since are a range of their own.
 */
const REACHED = `
SELECT count(*) AS seen, count(DISTINCT CASE
  WHEN direction = 'outbound' AND accepted_at > ?2 AND purpose <> 'service'
    AND number_id IN (SELECT value FROM json_each(?3)) THEN contact_id END) AS people
FROM (
  SELECT * FROM (SELECT direction, accepted_at, purpose, number_id, contact_id FROM messages WHERE id >= ?1 LIMIT ?4)
  UNION ALL
  SELECT * FROM (
    SELECT m.direction, m.accepted_at, m.purpose, m.number_id, m.contact_id FROM campaigns c
    CROSS JOIN messages m ON m.id >= c.message_prefix AND m.id < c.message_prefix || '~'
    WHERE c.message_prefix < ?1 AND c.updated_at > ?2 LIMIT ?4)
)`;

/** How many different people were sent something other than a reply by these numbers in the last 24 hours. */
export async function peopleReached(
  db: TenantDb,
  numberIds: readonly Id<"number">[],
  nowMs: number,
): Promise<Reached> {
  const sinceMs = nowMs - DAY_MS;
  const from = `${ID_PREFIXES.message}_${timeChars(sinceMs)}`;
  const found = await statement(
    db,
    REACHED,
    from,
    sinceMs,
    JSON.stringify(numberIds),
    REACH_ROWS_MAX,
  ).first<{ seen: number; people: number }>();
  return { people: found?.people ?? 0, isExact: (found?.seen ?? 0) < REACH_ROWS_MAX };
}
