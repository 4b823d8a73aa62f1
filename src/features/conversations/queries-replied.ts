import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Looks at a number first, so that a workspace without such a one reads no message. */
const REPLIED = `
SELECT DISTINCT m.conversation_id id FROM json_each(?1) j
CROSS JOIN messages m ON m.id = j.value
WHERE EXISTS (SELECT 1 FROM numbers WHERE auto_read = 'on_reply') AND m.author >= 'usr_' AND m.author < 'usr_~'
  AND m.conversation_id IS NOT NULL AND (SELECT auto_read FROM numbers WHERE id = m.number_id) = 'on_reply'`;

/** The conversations of those of some messages that a member had sent, on numbers whose `auto_read` is `on_reply`. */
export async function findReplied(
  db: TenantDb,
  ids: readonly Id<"message">[],
): Promise<readonly Id<"conversation">[]> {
  if (ids.length === 0) return [];
  const { results } = await statement(db, REPLIED, JSON.stringify(ids)).all<{
    id: Id<"conversation">;
  }>();
  return results.map(({ id }) => id);
}
