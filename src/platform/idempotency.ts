/**
 * The answers of unsafe calls by their idempotency key, in a workspace's database and in the control plane's: one table of the
 * same shape in each. A row's primary key is the UTC day of its writing, then the hash of the key. So what is old is a range
 * of the primary key and needs no index, which would cost one more row for each call; a key is looked for on the days beside
 * today too. An answer is kept for 24 to 48 hours. It never holds a secret.
 */
import { statement, violatesNotNull, violatesUnique, type Statement } from "#db/statement";
import type { IdempotencyKey, TenantContext } from "#platform/context";

/** Either database. */
interface AnswerDb {
  readonly $client: D1Database;
}

export interface StoredAnswer {
  readonly fingerprint: string;
  readonly status: number;
  /** JSON text; `null` for an answer without a body. */
  readonly body: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const SLICE_ROWS = 1_000;
const SLICES_MAX = 10;

/** The letter sorts behind every hex digit, so rows that were written before days were (a bare hash) count as old. */
const dayOf = (nowMs: number, offsetDays: number): string =>
  `t${Math.floor(nowMs / DAY_MS) + offsetDays}.`;

/**
 * A second use of a key breaks a constraint and so rolls its batch back: of the primary key on the same day, NOT NULL where
 * one call saw midnight pass and the other did not yet.
 */
const INSERT = `
INSERT INTO idempotency (key_hash, fingerprint, status, body, created_at)
SELECT CASE WHEN EXISTS (SELECT 1 FROM idempotency WHERE key_hash IN (?2, ?3)) THEN NULL ELSE ?1 END, ?4, ?5, ?6, ?7`;

/** Store the answer of a call under its key, as a statement of the batch that does what the call asks. */
export const answerStatement = (
  db: AnswerDb,
  key: IdempotencyKey,
  answer: { readonly status: number; readonly body: unknown },
  nowMs: number,
): Statement =>
  statement(
    db,
    INSERT,
    dayOf(nowMs, 0) + key.keyHash,
    dayOf(nowMs, -1) + key.keyHash,
    dayOf(nowMs, 1) + key.keyHash,
    key.fingerprint,
    answer.status,
    JSON.stringify(answer.body),
    nowMs,
  );

/** Whether a batch was rolled back because the key of its `answerStatement` has an answer. */
export const wasAnswered = (error: unknown): boolean =>
  violatesUnique(error, "idempotency.key_hash") || violatesNotNull(error, "idempotency.key_hash");

const FIND =
  "SELECT fingerprint, status, body FROM idempotency WHERE key_hash IN (?1, ?2, ?3) LIMIT 1";

/** The answer under a key, while it is kept. */
export const findAnswer = (
  db: AnswerDb,
  { keyHash }: Pick<IdempotencyKey, "keyHash">,
  nowMs: number,
): Promise<StoredAnswer | null> =>
  statement(db, FIND, ...[-1, 0, 1].map((days) => dayOf(nowMs, days) + keyHash)).first();

const FIND_PARTS = `SELECT substr(key_hash, instr(key_hash, '.') + 1) "key", fingerprint, status, body FROM idempotency
WHERE key_hash IN (SELECT d.value || k.value FROM json_each(?1) d, json_each(?2) k)`;

/** The key of a part of a call, which has an answer of its own. @param part E.g. the place of an item. */
export const partKey = (key: IdempotencyKey, part: string | number): IdempotencyKey => ({
  ...key,
  keyHash: `${key.keyHash}/${part}`,
});

/** The answers under several keys, by the key's hash: those that are kept. */
export async function findAnswers(
  db: AnswerDb,
  keys: readonly Pick<IdempotencyKey, "keyHash">[],
  nowMs: number,
): Promise<ReadonlyMap<string, StoredAnswer>> {
  const days = JSON.stringify([-1, 0, 1].map((offset) => dayOf(nowMs, offset)));
  const hashes = JSON.stringify(keys.map(({ keyHash }) => keyHash));
  const { results } = await statement(db, FIND_PARTS, days, hashes).all<
    StoredAnswer & { readonly key: string }
  >();
  return new Map(results.map(({ key, ...answer }) => [key, answer]));
}

/** End the workspace's answers whose time is over. Part of a tenant's sweep. */
export const sweepIdempotency = (ctx: Pick<TenantContext, "db" | "nowMs">): Promise<void> =>
  dropOld(ctx.db, ctx.nowMs());

/** The same for the control plane's. Part of the scheduled handler. */
export const sweepControlIdempotency = (env: Env, nowMs: number): Promise<void> =>
  dropOld({ $client: env.CONTROL_DB }, nowMs);

const DROP = `DELETE FROM idempotency
WHERE key_hash IN (SELECT key_hash FROM idempotency WHERE key_hash < ?1 ORDER BY key_hash LIMIT ?2)`;

/** In slices, so that no statement is long; what is left waits for the next sweep. */
async function dropOld(db: AnswerDb, nowMs: number): Promise<void> {
  for (let slice = 0; slice < SLICES_MAX; slice++) {
    const { meta } = await statement(db, DROP, dayOf(nowMs, -1), SLICE_ROWS).run();
    if (meta.changes < SLICE_ROWS) return;
  }
}

/** The status that stands in the place of an answer about somebody who was erased. */
export const ERASED_STATUS = 410;

const REDACT = `UPDATE idempotency SET status = ${ERASED_STATUS}, body = 'null'
WHERE EXISTS (SELECT 1 FROM json_each(?1) k WHERE instr(idempotency.body, k.value))`;

/**
 * Take a person out of the answers that are kept: whoever repeats such a call is told that its answer is gone, and nothing is
 * done twice. It reads every answer.
 *
 * @param names What names the person in an answer: ids of ours, phones, Meta's ids.
 */
export const redactAnswers = (db: AnswerDb, names: readonly string[]): Statement =>
  statement(db, REDACT, JSON.stringify(names));
