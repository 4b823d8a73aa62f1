/** What is read to count what happened. */
import { z } from "zod";

import type { ThreadMessage } from "#core/analytics/reply-times";
import type { Counts } from "#core/analytics/tally";
import type { EventType } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { MessageAuthor } from "#core/message/author";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A message as far as it is counted. */
export interface CountedRow {
  readonly id: Id<"message">;
  readonly conversationId: Id<"conversation"> | null;
  readonly author: MessageAuthor | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly templateId: Id<"template"> | null;
  readonly category: string;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  /** Meta's pricing: 1 and 0 for whether it is paid; null when it was not told. */
  readonly billable: 0 | 1 | null;
  readonly priceCategory: string | null;
  readonly phone: string | null;
}

const COUNTED = `SELECT m.id, m.conversation_id conversationId, m.author, m.campaign_id campaignId, m.template_id templateId,
  coalesce(lower(t.category), 'service') category, m.delivered_at deliveredAt, m.read_at readAt,
  m.pricing->>'billable' billable, m.pricing->>'category' priceCategory, c.phone
FROM messages m LEFT JOIN templates t ON t.id = m.template_id LEFT JOIN contacts c ON c.id = m.contact_id
WHERE m.id IN (SELECT value FROM json_each(?1))`;

/** The messages of events, by id: a few rows read for each. */
export async function readCounted(
  db: TenantDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CountedRow>> {
  if (ids.length === 0) return new Map();
  const { results } = await statement(db, COUNTED, JSON.stringify(ids)).all<CountedRow>();
  return new Map(results.map((row) => [row.id, row]));
}

/** Rows of the ledger that are looked at for another word about a message. */
const LEDGER_MAX = 1_000;

const told = (side: string, order: "ASC" | "DESC") => `
SELECT DISTINCT j.value->>'$.data.message_id' id
FROM (SELECT body FROM events WHERE seq ${side} ?1 ORDER BY seq ${order} LIMIT ${LEDGER_MAX}) e, json_each(e.body) j
WHERE j.value->>'type' = ?2 AND j.value->>'$.data.message_id' IN (SELECT value FROM json_each(?3))`;
const TOLD_BEFORE = told("<", "DESC");
const TOLD_AFTER = told(">", "ASC");

/**
 * Of some messages those of which the ledger told something before a sequence, or after it: among the nearest rows of the ledger.
 * Nothing is read for no message.
 */
export async function readTold(
  db: TenantDb,
  ids: readonly string[],
  {
    event,
    before,
    after,
  }: { readonly event: EventType; readonly before?: number; readonly after?: number },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const sql = before === undefined ? TOLD_AFTER : TOLD_BEFORE;
  const { results } = await statement(
    db,
    sql,
    before ?? after ?? 0,
    event,
    JSON.stringify(ids),
  ).all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/** How far back an answer looks for what it answers, messages. */
const THREAD_MAX = 50;

const BEFORE = `SELECT a.value->>0 answer, m.direction,
  m.campaign_id IS NULL AND coalesce(m.author, '') NOT LIKE 'aut%' isAnswer, coalesce(m.received_at, m.created_at) atMs
FROM json_each(?1) a JOIN messages m ON m.id IN (
  SELECT id FROM messages WHERE conversation_id = a.value->>1 AND id < a.value->>0 ORDER BY id DESC LIMIT ${THREAD_MAX})
ORDER BY a.key, m.id DESC`;

const Before = z.object({
  answer: z.string(),
  direction: z.enum(["inbound", "outbound"]),
  isAnswer: z.int().transform((n) => n === 1),
  atMs: z.int(),
});

/** What stands before answers in their threads, newest first, by the answer's id. */
export async function readBefore(
  db: TenantDb,
  answers: readonly Pick<CountedRow, "id" | "conversationId">[],
): Promise<ReadonlyMap<string, readonly ThreadMessage[]>> {
  if (answers.length === 0) return new Map();
  const asked = JSON.stringify(answers.map(({ id, conversationId }) => [id, conversationId]));
  const { results } = await statement(db, BEFORE, asked).all();
  const rows = results.map((row) => Before.parse(row));
  return Map.groupBy(rows, ({ answer }) => answer);
}

const KEPT = `SELECT a.slot, a.number_id numberId, a.seq, a.counts FROM json_each(?1) k
JOIN activity a ON a.slot = k.value->>0 AND a.number_id = k.value->>1`;

const Kept = z.object({
  slot: z.int(),
  numberId: z.string(),
  seq: z.int(),
  counts: z.string().transform((text): Counts => JSON.parse(text) as Counts),
});
export type KeptActivity = z.infer<typeof Kept>;

/** The rows of counts of some slots and numbers, as far as they are there. */
export async function readActivity(
  db: TenantDb,
  places: readonly (readonly [slot: number, numberId: string])[],
): Promise<readonly KeptActivity[]> {
  const { results } = await statement(db, KEPT, JSON.stringify(places)).all();
  return results.map((row) => Kept.parse(row));
}
