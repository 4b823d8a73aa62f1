import type { ChainHead } from "#core/chain/check-links";
import type { LedgerRow } from "#core/consent/sealed-record";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Under which the head of the consent ledger is kept, and its genesis made. */
export const LEDGER = "consents";

/** As the database holds them, not as drizzle reads them: a check must see what is there. */
const ROW = `seq, id, contact_id AS contactId, purpose, action, state, method, by_person AS byPerson, statement,
  statement_sha256 AS statementSha256, statement_version AS statementVersion, statement_language AS statementLanguage,
  message_id AS messageId, evidence_media_id AS evidenceMediaId, actor, captured_at AS capturedAt, recorded_at AS recordedAt,
  source, subject_ip AS subjectIp, subject_user_agent AS subjectUserAgent, recorded_ip AS recordedIp,
  recorded_user_agent AS recordedUserAgent, salt, personal_sha256 AS personalSha256, hash`;

const HEAD = "SELECT seq, hash FROM ledger_heads WHERE ledger = ?1";
const AFTER = `SELECT ${ROW} FROM consents WHERE seq > ?1 ORDER BY seq LIMIT ?2`;

/** Rows of the ledger behind a sequence, oldest first. */
export async function ledgerRowsAfter(
  db: TenantDb,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly LedgerRow[]> {
  return (await statement(db, AFTER, afterSeq, limit).all<LedgerRow>()).results;
}

/** One row of the ledger. */
export const ledgerRow = (db: TenantDb, seq: number): Promise<LedgerRow | undefined> =>
  ledgerRowsAfter(db, { afterSeq: seq - 1, limit: 1 }).then(([row]) =>
    row?.seq === seq ? row : undefined,
  );

/** How far the ledger is sealed, and how far it goes; a head that is null is not begun. */
export async function readSealedHead(
  db: TenantDb,
): Promise<{ readonly head: ChainHead | null; readonly lastSeq: number }> {
  const [heads, ends] = await db.$client.batch<{ seq: number | null; hash: string }>([
    statement(db, HEAD, LEDGER),
    statement(db, "SELECT max(seq) AS seq FROM consents"),
  ]);
  const [head] = heads?.results ?? [];
  return {
    head: head === undefined ? null : { seq: head.seq ?? 0, hash: head.hash },
    lastSeq: ends?.results[0]?.seq ?? 0,
  };
}

const SEQ_OF = "SELECT seq FROM consents WHERE id = ?1";

/** The place of an act in the ledger; undefined when there is none. */
export async function seqOfConsent(db: TenantDb, id: string): Promise<number | undefined> {
  return (await statement(db, SEQ_OF, id).first<{ seq: number }>())?.seq;
}
