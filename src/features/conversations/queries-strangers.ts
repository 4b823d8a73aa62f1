/** Conversations of people who are here no more. */
import { inArray } from "drizzle-orm";

import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { conversations } from "#db/tenant/schema";
import type { ConversationRow } from "#features/conversations/queries";

/** Whoever has conversations, with how many are open. Counters are kept by number and person, so it is a few rows. */
export async function readAssignees(
  db: TenantDb,
): Promise<readonly { readonly id: Id<"user">; readonly open: number }[]> {
  const { results } = await statement(
    db,
    `SELECT assignee id, sum(n_open) open FROM conversation_counts WHERE assignee <> ''
     GROUP BY assignee HAVING sum(n_all) > 0`,
  ).all<{ id: Id<"user">; open: number }>();
  return results;
}

/** Conversations of somebody that are not resolved. No index is by assignee: it goes through the inbox once. */
export async function findHeld(
  db: TenantDb,
  userId: Id<"user">,
  limit: number,
): Promise<readonly Id<"conversation">[]> {
  const { results } = await statement(
    db,
    `SELECT id FROM conversations WHERE assignee = ?1 AND status <> 'resolved' AND merged_into IS NULL LIMIT ?2`,
    userId,
    limit,
  ).all<{ id: Id<"conversation"> }>();
  return results.map(({ id }) => id);
}

export const findConversations = (
  db: TenantDb,
  ids: readonly Id<"conversation">[],
): Promise<readonly ConversationRow[]> =>
  db
    .select()
    .from(conversations)
    .where(inArray(conversations.id, jsonList(ids)));
