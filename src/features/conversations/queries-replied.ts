import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Begins with the numbers, so that a workspace without such a one reads no message. */
const REPLIED = `
SELECT DISTINCT m.conversation_id id FROM numbers n CROSS JOIN json_each(?1) j CROSS JOIN messages m ON m.id = j.value
WHERE n.auto_read = 'on_reply' AND m.number_id = n.id AND m.author >= 'usr_' AND m.author < 'usr_~'
  AND m.conversation_id IS NOT NULL`;

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
