import { and, desc, eq, gte, inArray, lt, sql, type SQL } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { countedAs } from "#db/tenant/counted-as";
import { campaigns, messages, templates, type conversations } from "#db/tenant/schema";
import type { StatusSubject } from "#features/messages/status-facts";
import { ofNumbers } from "#platform/number-access";

export type MessageRow = typeof messages.$inferSelect;
export type ConversationRow = typeof conversations.$inferSelect;

/** Rows that one page of a list looks at, at most. */
export const MESSAGE_SCAN_MAX = 1_000;

export async function findMessage(db: TenantDb, id: string): Promise<MessageRow | undefined> {
  if (!isId("message", id)) return undefined;
  return db.select().from(messages).where(eq(messages.id, id)).get();
}

/** Filters of a list. `wamid` and `client_ref` are found by index, `campaign` by its range of keys. */
export interface MessageFilters {
  readonly wamid?: string | undefined;
  readonly client_ref?: string | undefined;
  readonly campaign?: string | undefined;
  readonly number?: string | undefined;
  readonly direction?: MessageRow["direction"] | undefined;
  readonly status?: MessageRow["state"] | undefined;
}

/** The status that is shown, of a row of the subquery below. */
const SHOWN = sql.raw(countedAs("scanned.state", "scanned.skip_reason"));

/**
 * A page of messages, newest id first. The rows that may be looked at are taken by key first and filtered afterwards, so a
 * filter that nothing meets costs no more than one that everything meets.
 *
 * @returns the rows, and the id to go on before, or null when nothing is left to look at.
 */
export async function findMessages(
  db: TenantDb,
  filters: MessageFilters,
  page: {
    readonly before: Id<"message"> | null;
    readonly limit: number;
    readonly access: NumberAccess;
  },
): Promise<{ rows: MessageRow[]; nextBefore: Id<"message"> | null }> {
  const range = rangeOf(db, filters, page.before);
  const scanned = db
    .select()
    .from(messages)
    .where(range)
    .orderBy(desc(messages.id))
    .limit(MESSAGE_SCAN_MAX)
    .as("scanned");
  const [rows, edge] = await Promise.all([
    db
      .select()
      .from(scanned)
      .where(
        and(
          ofNumbers(page.access, scanned.numberId),
          filters.number === undefined ? undefined : sql`${scanned.numberId} = ${filters.number}`,
          filters.direction === undefined ? undefined : eq(scanned.direction, filters.direction),
          filters.status === undefined ? undefined : sql`${SHOWN} = ${filters.status}`,
        ),
      )
      .orderBy(desc(scanned.id))
      .limit(page.limit + 1)
      .all(),
    db
      .select({ id: messages.id })
      .from(messages)
      .where(range)
      .orderBy(desc(messages.id))
      .limit(1)
      .offset(MESSAGE_SCAN_MAX - 1)
      .get(),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  if (rows.length > page.limit && last !== undefined) return { rows: shown, nextBefore: last.id };
  return { rows: shown, nextBefore: edge?.id ?? null };
}

/** What a key or an index decides. */
const rangeOf = (
  db: TenantDb,
  { wamid, client_ref: clientRef, campaign }: MessageFilters,
  before: Id<"message"> | null,
): SQL | undefined =>
  and(
    before === null ? undefined : lt(messages.id, before),
    wamid === undefined ? undefined : eq(messages.wamid, wamid),
    clientRef === undefined ? undefined : eq(messages.clientRef, clientRef),
    campaign === undefined ? undefined : inCampaign(db, campaign),
  );

/** The messages of a campaign are a range of the primary key. */
function inCampaign(db: TenantDb, campaignId: string): SQL | undefined {
  const prefix = db
    .select({ prefix: campaigns.messagePrefix })
    .from(campaigns)
    .where(sql`${campaigns.id} = ${campaignId}`);
  return and(gte(messages.id, sql`(${prefix})`), lt(messages.id, sql`(${prefix}) || '~'`));
}

/** A page of one conversation, newest id first. */
export const findThread = (
  db: TenantDb,
  conversationId: Id<"conversation">,
  page: { readonly before: Id<"message"> | null; readonly limit: number },
): Promise<MessageRow[]> =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        page.before === null ? undefined : lt(messages.id, page.before),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(page.limit)
    .all();

/** A page of several conversations as one, newest id first: of each the index is read no further than the page is long. */
export async function findThreads(
  db: TenantDb,
  ids: readonly Id<"conversation">[],
  page: { readonly before: Id<"message"> | null; readonly limit: number },
): Promise<MessageRow[]> {
  const pages = await Promise.all(ids.map((id) => findThread(db, id, page)));
  return pages
    .flat()
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, page.limit);
}

/** The messages that messages answer to, by Meta's id, as far as they are here: one query by index. */
export async function readQuoted(
  db: TenantDb,
  rows: readonly Pick<MessageRow, "contextWamid">[],
): Promise<ReadonlyMap<string, Id<"message">>> {
  const wamids = new Set(rows.flatMap(({ contextWamid }) => contextWamid ?? []));
  if (wamids.size === 0) return new Map();
  const { results } = await statement(
    db,
    "SELECT m.wamid, m.id FROM json_each(?1) k CROSS JOIN messages m ON m.wamid = k.value AND m.wamid IS NOT NULL",
    JSON.stringify([...wamids]),
  ).all<{ wamid: string; id: Id<"message"> }>();
  return new Map(results.map(({ wamid, id }) => [wamid, id]));
}

/** The templates that messages were made of, however many. */
export const findTemplatesById = (db: TenantDb, ids: readonly Id<"template">[]) =>
  db
    .select()
    .from(templates)
    .where(inArray(templates.id, jsonList(ids)))
    .all();

const SETTLEABLE = `
SELECT o.body, m.id, m.number_id numberId, m.contact_id contactId, m.conversation_id conversationId, m.campaign_id campaignId,
  m.wamid, m.client_ref clientRef, m.sent_at sentAt, m.delivered_at deliveredAt, m.read_at readAt, m.played_at playedAt,
  m.failed_at failedAt, m.template_id templateId, m.claimed_at claimedAt
FROM orphan_statuses o CROSS JOIN messages m ON m.id = o.message_id AND m.direction = 'outbound' LIMIT ?1`;

/** A message with one status that was parked for it. */
export interface Settleable extends StatusSubject {
  readonly templateId: Id<"template"> | null;
  /** When it was last taken for sending, Unix ms. */
  readonly claimedAt: number | null;
  readonly wamid: string | null;
  /** JSON text of what `parkStatuses` parked. */
  readonly body: string;
}

/** Parked statuses whose message is here now, at most so many. */
export async function findSettleable(db: TenantDb, limit: number): Promise<readonly Settleable[]> {
  const { results } = await statement(db, SETTLEABLE, limit).all<Settleable>();
  return results;
}

/** Those of the campaigns that run. */
export async function findRunning(
  db: TenantDb,
  ids: readonly Id<"campaign">[],
): Promise<readonly Id<"campaign">[]> {
  const { results } = await statement(
    db,
    "SELECT id FROM campaigns WHERE id IN (SELECT value FROM json_each(?1)) AND status = 'running'",
    JSON.stringify(ids),
  ).all<{ id: Id<"campaign"> }>();
  return results.map(({ id }) => id);
}

/** What holds queued messages up: numbers that do not send, by what they are instead, and campaigns that are paused. */
export interface Holding {
  readonly numbers: ReadonlyMap<string, string>;
  readonly campaigns: ReadonlySet<string>;
}

const HOLDING = `
SELECT n.id, n.status FROM numbers n WHERE n.id IN (SELECT value FROM json_each(?1)) AND n.status NOT IN ('connected', 'pending')
UNION ALL
SELECT c.id, c.status FROM campaigns c WHERE c.id IN (SELECT value FROM json_each(?2)) AND c.status = 'paused'`;

/** {@link Holding} of those of the messages that are queued; no read when none is. */
export async function readHolding(db: TenantDb, rows: readonly MessageRow[]): Promise<Holding> {
  const queued = rows.filter(({ state }) => state === "queued");
  const idsOf = (ids: readonly (string | null)[]) => JSON.stringify([...new Set(ids)]);
  const found =
    queued.length === 0
      ? []
      : (
          await statement(
            db,
            HOLDING,
            idsOf(queued.map(({ numberId }) => numberId)),
            idsOf(queued.map(({ campaignId }) => campaignId)),
          ).all<{ id: string; status: string }>()
        ).results;
  return {
    numbers: new Map(
      found.flatMap(({ id, status }) => (isId("number", id) ? [[id, status] as const] : [])),
    ),
    campaigns: new Set(found.flatMap(({ id }) => (isId("campaign", id) ? [id] : []))),
  };
}
