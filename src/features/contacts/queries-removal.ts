import { gte, inArray } from "drizzle-orm";

import { wholeRange } from "#core/campaign/recipient-ids";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import { campaigns, contacts, identities, numbers } from "#db/tenant/schema";

/** What is known of contacts that may be taken away: their rows, and those to whom something happened beside what their rows tell. */
export async function readRemovable(
  db: TenantDb,
  ids: readonly Id<"contact">[],
  sinceMs: number,
): Promise<{
  readonly rows: readonly ContactRow[];
  readonly identities: readonly (typeof identities.$inferSelect)[];
  /** Who was merged into, talked with, noted something of, or is meant by a campaign. */
  readonly met: ReadonlySet<string>;
  readonly numberIds: readonly Id<"number">[];
}> {
  const [rows, owned, lines, sent] = await db.batch([
    db
      .select()
      .from(contacts)
      .where(inArray(contacts.id, jsonList(ids))),
    db
      .select()
      .from(identities)
      .where(inArray(identities.contactId, jsonList(ids))),
    db.select({ id: numbers.id }).from(numbers),
    db
      .select({ prefix: campaigns.messagePrefix })
      .from(campaigns)
      .where(gte(campaigns.launchedAt, sinceMs)),
  ]);
  const numberIds = lines.map(({ id }) => id);
  const prefixes = sent.flatMap(({ prefix }) => prefix ?? []);
  const met = new Set([
    ...(await mergedOrTalked(db, ids, numberIds)),
    ...(await sentTo(db, ids, prefixes)),
  ]);
  return { rows, identities: owned, met, numberIds };
}

/** The conversations that contacts have, or would have. */
export const conversationsOf = (
  ids: readonly Id<"contact">[],
  numberIds: readonly Id<"number">[],
): readonly Id<"conversation">[] =>
  ids.flatMap((id) => numberIds.map((number) => conversationIdOf(id, number)));

const MERGED = `SELECT merged_into AS id FROM contacts WHERE merged_into IN (SELECT value FROM json_each(?1))`;
const TALKED = `SELECT v.contact_id AS id FROM json_each(?1) e CROSS JOIN conversations v ON v.id = e.value`;

const NOTED = `SELECT DISTINCT n.contact_id AS id FROM json_each(?1) e CROSS JOIN contact_notes n ON n.contact_id = e.value`;

/** Who was found to be somebody else as well, who has a conversation, on whatever number, and whom a note is written of. */
async function mergedOrTalked(
  db: TenantDb,
  ids: readonly Id<"contact">[],
  numberIds: readonly Id<"number">[],
): Promise<readonly string[]> {
  const [merged, noted, talked] = await db.$client.batch<{ id: string }>([
    statement(db, MERGED, JSON.stringify(ids)),
    statement(db, NOTED, JSON.stringify(ids)),
    statement(db, TALKED, JSON.stringify(conversationsOf(ids, numberIds))),
  ]);
  return [merged, noted, talked].flatMap((found) => found?.results ?? []).map(({ id }) => id);
}

const SENT = `SELECT DISTINCT contact_id AS id FROM messages WHERE id BETWEEN ?2 AND ?3
AND contact_id IN (SELECT value FROM json_each(?1))`;

/** Whom campaigns are meant for. A campaign's messages are one range of the primary key, and belong to no conversation yet. */
async function sentTo(
  db: TenantDb,
  ids: readonly Id<"contact">[],
  prefixes: readonly string[],
): Promise<readonly string[]> {
  const list = JSON.stringify(ids);
  const found: string[] = [];
  for (const prefix of prefixes) {
    const { first, last } = wholeRange(prefix);
    const { results } = await statement(db, SENT, list, first, last).all<{ id: string }>();
    found.push(...results.map(({ id }) => id));
  }
  return found;
}
