import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A row of the log: what one run posted at once. */
export interface LogRow {
  readonly id: string;
  readonly webhookId: Id<"webhook">;
  /** Compressed: see `packed-log`. */
  readonly attempts: string;
}

const COLUMNS = "id, webhook_id webhookId, attempts";

/** Rows of a webhook's log, newest first, from one on (inclusive). */
export const findLog = async (
  db: TenantDb,
  webhookId: Id<"webhook">,
  page: { readonly upTo: string | null; readonly limit: number },
): Promise<readonly LogRow[]> =>
  (
    await statement(
      db,
      `SELECT ${COLUMNS} FROM webhook_log WHERE webhook_id = ?1 AND (?2 IS NULL OR id <= ?2) ORDER BY id DESC LIMIT ?3`,
      webhookId,
      page.upTo,
      page.limit,
    ).all<LogRow>()
  ).results;

/** The row in which an attempt stands, whichever webhook it is of. */
export const findLogRow = (db: TenantDb, id: string): Promise<LogRow | null> =>
  statement(
    db,
    `SELECT l.id, l.webhook_id webhookId, l.attempts FROM webhooks w CROSS JOIN webhook_log l ON l.webhook_id = w.id AND l.id = ?1
     WHERE w.deleted_at IS NULL`,
    id,
  ).first<LogRow>();

/** The rows that hold the bodies of first attempts at these sequences. */
export const findBodies = async (
  db: TenantDb,
  webhookId: Id<"webhook">,
  seqs: readonly number[],
): Promise<readonly LogRow[]> =>
  (
    await statement(
      db,
      `WITH found AS (SELECT DISTINCT (SELECT l.id FROM webhook_log l WHERE l.webhook_id = ?1 AND l.last_seq >= s.value
         ORDER BY l.last_seq LIMIT 1) id FROM json_each(?2) s)
       SELECT ${COLUMNS} FROM webhook_log WHERE webhook_id = ?1 AND id IN (SELECT id FROM found)`,
      webhookId,
      JSON.stringify(seqs),
    ).all<LogRow>()
  ).results;

/** Rows in whose bodies a person's data stands, of all webhooks, in the order of their keys. */
export const findLogOf = async (
  db: TenantDb,
  contactId: Id<"contact">,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<readonly LogRow[]> =>
  (
    await statement(
      db,
      `SELECT ${COLUMNS} FROM webhook_log
       WHERE (?2 IS NULL OR (webhook_id, id) > (?2, ?3)) AND instr(contacts, ?1) > 0 ORDER BY webhook_id, id LIMIT ?4`,
      contactId,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit,
    ).all<LogRow>()
  ).results;

/** What a look at a webhook's old rows found. */
export interface OldLog {
  readonly ids: readonly string[];
  /** The last id that was looked at; null when nothing is left to look at. */
  readonly after: string | null;
}

/**
 * Rows of a webhook's log behind one and older than one would be that has `beforeId`, in the order of their ids, without those in
 * which somebody of `heldContactIds` stands.
 */
export async function findOldLog(
  db: TenantDb,
  webhookId: Id<"webhook">,
  ask: {
    readonly after: string;
    readonly beforeId: string;
    readonly heldContactIds: readonly Id<"contact">[];
    readonly limit: number;
  },
): Promise<OldLog> {
  const { results } = await statement(
    db,
    `SELECT l.id, NOT EXISTS (SELECT 1 FROM json_each(l.contacts) c CROSS JOIN json_each(?4) h ON h.value = c.value) AS isOld
     FROM webhook_log l WHERE l.webhook_id = ?1 AND l.id > ?2 AND l.id < ?3 ORDER BY l.id LIMIT ?5`,
    webhookId,
    ask.after,
    ask.beforeId,
    JSON.stringify(ask.heldContactIds),
    ask.limit,
  ).all<{ id: string; isOld: number }>();
  return {
    ids: results.filter(({ isOld }) => isOld === 1).map(({ id }) => id),
    after: results.length < ask.limit ? null : (results.at(-1)?.id ?? null),
  };
}

/** A delivery that failed and is made again. */
export interface RetryRow {
  readonly seq: number;
  /** That were made. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
}

const RETRY = "seq, attempts, next_attempt_at nextAttemptAt";

/** What of a webhook is due, oldest event first. */
export const findDue = async (
  db: TenantDb,
  webhookId: Id<"webhook">,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<readonly RetryRow[]> =>
  (
    await statement(
      db,
      `SELECT ${RETRY} FROM webhook_retries WHERE webhook_id = ?1 AND next_attempt_at <= ?2 ORDER BY seq LIMIT ?3`,
      webhookId,
      nowMs,
      limit,
    ).all<RetryRow>()
  ).results;

/** Which of a webhook's deliveries wait for another attempt, by their sequence. */
export const findRetries = async (
  db: TenantDb,
  webhookId: Id<"webhook">,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, RetryRow>> =>
  new Map(
    (
      await statement(
        db,
        `SELECT ${RETRY} FROM webhook_retries WHERE webhook_id = ?1 AND seq IN (SELECT value FROM json_each(?2))`,
        webhookId,
        JSON.stringify(seqs),
      ).all<RetryRow>()
    ).results.map((row) => [row.seq, row]),
  );

/** When the next attempt of a webhook is due, Unix ms; null when nothing failed. */
export async function readNextDue(db: TenantDb, webhookId: Id<"webhook">): Promise<number | null> {
  const found = await statement(
    db,
    "SELECT min(next_attempt_at) AS dueAtMs FROM webhook_retries WHERE webhook_id = ?1",
    webhookId,
  ).first<{ dueAtMs: number | null }>();
  return found?.dueAtMs ?? null;
}
