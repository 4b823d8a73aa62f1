/** The SQL that writes what was posted, and what is posted again. */
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { RetryRow } from "#features/webhooks/queries-log";

/** A row of the log. `lastSeq`: of first attempts. */
export interface NewLogRow {
  readonly webhookId: Id<"webhook">;
  readonly id: string;
  readonly lastSeq: number | null;
  readonly contacts: readonly Id<"contact">[];
  /** Compressed: see `packed-log`. */
  readonly attempts: string;
}

export const insertLog = (db: TenantDb, row: NewLogRow): Statement =>
  statement(
    db,
    "INSERT INTO webhook_log (webhook_id, id, last_seq, contacts, attempts) VALUES (?1, ?2, ?3, ?4, ?5)",
    row.webhookId,
    row.id,
    row.lastSeq,
    JSON.stringify(row.contacts),
    row.attempts,
  );

/** Put what is left of a row in its place. */
export const replaceLog = (
  db: TenantDb,
  row: Pick<NewLogRow, "webhookId" | "id" | "contacts" | "attempts">,
): Statement =>
  statement(
    db,
    "UPDATE webhook_log SET contacts = ?3, attempts = ?4 WHERE webhook_id = ?1 AND id = ?2",
    row.webhookId,
    row.id,
    JSON.stringify(row.contacts),
    row.attempts,
  );

/** Forget rows of a webhook's log that are older than one would be that has this id, at most so many. */
export const forgetLog = (
  db: TenantDb,
  webhookId: Id<"webhook">,
  { beforeId, rowsMax }: { readonly beforeId: string; readonly rowsMax: number },
): Statement =>
  statement(
    db,
    `DELETE FROM webhook_log WHERE webhook_id = ?1 AND id IN
       (SELECT id FROM webhook_log WHERE webhook_id = ?1 AND id < ?2 ORDER BY id LIMIT ?3)`,
    webhookId,
    beforeId,
    rowsMax,
  );

/** Forget these rows of a webhook's log. */
export const forgetLogRows = (
  db: TenantDb,
  webhookId: Id<"webhook">,
  ids: readonly string[],
): Statement =>
  statement(
    db,
    "DELETE FROM webhook_log WHERE webhook_id = ?1 AND id IN (SELECT value FROM json_each(?2))",
    webhookId,
    JSON.stringify(ids),
  );

/** What failed is posted again; what did before, at another time. */
export const upsertRetries = (
  db: TenantDb,
  webhookId: Id<"webhook">,
  rows: readonly RetryRow[],
): Statement =>
  statement(
    db,
    `INSERT INTO webhook_retries (webhook_id, seq, attempts, next_attempt_at)
     SELECT ?1, value->>'seq', value->>'attempts', value->>'nextAttemptAt' FROM json_each(?2) WHERE true
     ON CONFLICT DO UPDATE SET attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at`,
    webhookId,
    JSON.stringify(rows),
  );

/** Nothing of these is posted again. */
export const deleteRetries = (
  db: TenantDb,
  webhookId: Id<"webhook">,
  seqs: readonly number[],
): Statement =>
  statement(
    db,
    "DELETE FROM webhook_retries WHERE webhook_id = ?1 AND seq IN (SELECT value FROM json_each(?2))",
    webhookId,
    JSON.stringify(seqs),
  );
