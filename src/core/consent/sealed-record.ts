import type { CanonicalValue } from "#core/chain/canonical-json";
import type { ChainFault, ChainRow } from "#core/chain/check-links";
import { digestOf } from "#core/chain/link";
import { statementSha256 } from "#core/consent/ledger";

/** A row of the ledger as the database holds it. Instants are Unix ms. */
export interface LedgerRow {
  readonly seq: number;
  readonly id: string;
  readonly contactId: string;
  readonly purpose: string;
  readonly action: string;
  readonly state: string;
  readonly method: string;
  /** 1: the person's own act. Anything but 0 and 1 is itself a change. */
  readonly byPerson: number;
  readonly statement: string | null;
  readonly statementSha256: string | null;
  readonly statementVersion: string | null;
  readonly statementLanguage: string | null;
  readonly messageId: string | null;
  readonly evidenceMediaId: string | null;
  readonly actor: string;
  readonly capturedAt: number;
  readonly recordedAt: number;
  readonly source: string | null;
  readonly subjectIp: string | null;
  readonly subjectUserAgent: string | null;
  readonly recordedIp: string | null;
  readonly recordedUserAgent: string | null;
  /** Random, hex: of a short value like an IP address the digest would tell it. Null once the row is redacted. */
  readonly salt: string | null;
  readonly personalSha256: string | null;
  readonly hash: string | null;
}

/** What of a row may be taken out at a person's erasure: it enters the chain as a salted digest alone. */
export const personalOf = (row: LedgerRow) => ({
  source: row.source,
  subject_ip: row.subjectIp,
  subject_user_agent: row.subjectUserAgent,
  recorded_ip: row.recordedIp,
  recorded_user_agent: row.recordedUserAgent,
});

/** What is hashed of a row, as it is hashed and as answers show it. */
export const recordOf = (row: LedgerRow, personalSha256: string | null) =>
  ({
    seq: row.seq,
    id: row.id,
    contact_id: row.contactId,
    purpose: row.purpose,
    action: row.action,
    state: row.state,
    method: row.method,
    by_person: flagOf(row.byPerson),
    statement_sha256: row.statementSha256,
    statement_version: row.statementVersion,
    statement_language: row.statementLanguage,
    message_id: row.messageId,
    evidence_media_id: row.evidenceMediaId,
    actor: row.actor,
    captured_at: instantOf(row.capturedAt),
    recorded_at: instantOf(row.recordedAt),
    personal_sha256: personalSha256,
  }) satisfies CanonicalValue;

/** The digest of what is personal in a row; of a redacted one the digest that was kept. */
export const personalDigest = (row: LedgerRow): string | null =>
  row.salt === null ? row.personalSha256 : digestOf({ salt: row.salt, ...personalOf(row) });

/** The digest of a row as it is now. */
export const recordDigest = (row: LedgerRow): string =>
  digestOf(recordOf(row, personalDigest(row)));

/** A sealed row as the chain is checked by. */
export const chainRowOf = (row: LedgerRow): ChainRow => ({
  seq: row.seq,
  digest: recordDigest(row),
  hash: row.hash,
  fault: faultOf(row),
});

/** A statement may be gone where the row is redacted; what is there is what was hashed. */
function faultOf(row: LedgerRow): ChainFault | null {
  const isRedacted = row.salt === null;
  const sha256 = row.statement === null ? null : statementSha256(row.statement);
  if (sha256 !== row.statementSha256 && !(isRedacted && sha256 === null))
    return "statement_changed";
  const isEmpty = Object.values(personalOf(row)).every((value) => value === null);
  if (isRedacted ? !isEmpty : personalDigest(row) !== row.personalSha256)
    return "personal_data_changed";
  return null;
}

const flagOf = (value: number): boolean | number =>
  value === 0 || value === 1 ? value === 1 : value;

/** An instant that no calendar knows is told as it is: a check must not fail on what was tampered with. */
const instantOf = (ms: number): string | number =>
  Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : ms;
