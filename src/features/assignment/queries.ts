import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { assignmentRules, contacts, conversations } from "#db/tenant/schema";

export type RuleRow = typeof assignmentRules.$inferSelect;

export async function findRule(db: TenantDb, id: string): Promise<RuleRow | undefined> {
  if (!isId("assignmentRule", id)) return undefined;
  return db.select().from(assignmentRules).where(eq(assignmentRules.id, id)).get();
}

/** Rules in the order in which they were made. */
export const findRules = (
  db: TenantDb,
  { after, limit }: { readonly after: Id<"assignmentRule"> | undefined; readonly limit: number },
): Promise<readonly RuleRow[]> =>
  db
    .select()
    .from(assignmentRules)
    .where(after === undefined ? undefined : gt(assignmentRules.id, after))
    .orderBy(asc(assignmentRules.id))
    .limit(limit)
    .all();

/** The rules that count, in the order in which they are tried. */
export const findEnabled = (db: TenantDb): Promise<readonly RuleRow[]> =>
  db
    .select()
    .from(assignmentRules)
    .where(eq(assignmentRules.enabled, true))
    .orderBy(asc(assignmentRules.place), asc(assignmentRules.id))
    .all();

/** Those of some conversations that are open and nobody's, with the language of the person. */
export const findUnassigned = (db: TenantDb, ids: readonly Id<"conversation">[]) =>
  db
    .select({ conversation: conversations, language: contacts.language })
    .from(conversations)
    .leftJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(
      and(
        inArray(conversations.id, jsonList(ids)),
        isNull(conversations.assignee),
        isNull(conversations.mergedInto),
        inArray(conversations.status, ["open"]),
      ),
    )
    .all();

/** How many open conversations each member has. */
export async function readLoad(db: TenantDb): Promise<ReadonlyMap<string, number>> {
  const { results } = await statement(
    db,
    "SELECT assignee, sum(n_open) n FROM conversation_counts WHERE assignee <> '' GROUP BY assignee",
  ).all<{ assignee: string; n: number }>();
  return new Map(results.map(({ assignee, n }) => [assignee, n]));
}
