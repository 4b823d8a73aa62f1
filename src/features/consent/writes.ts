import {
  guard,
  isGuardBroken,
  jsonParameters,
  statement,
  violatesUnique,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ConsentRow } from "#features/consent/queries";

/** A row without its sequence; and without its state when it takes that over from the head, which it does not move. */
export type NewConsent = Omit<ConsentRow, "seq" | "state" | "hash" | "salt" | "personalSha256"> & {
  readonly seq: number | null;
  readonly state: "granted" | "withdrawn" | null;
};

const APPEND = `
INSERT INTO consents (seq, id, contact_id, purpose, action, state, method, by_person, statement, statement_sha256,
  statement_language, source, subject_ip, subject_user_agent, message_id, actor, captured_at, recorded_at,
  statement_version, evidence_media_id, recorded_ip, recorded_user_agent, salt)
SELECT e.value->>'seq', e.value->>'id', e.value->>'contactId', e.value->>'purpose', e.value->>'action',
  coalesce(e.value->>'state', (SELECT c.marketing FROM contacts c WHERE c.id = e.value->>'contactId'), 'unknown'),
  e.value->>'method', e.value->>'byPerson', e.value->>'statement', e.value->>'statementSha256',
  e.value->>'statementLanguage', e.value->>'source', e.value->>'subjectIp', e.value->>'subjectUserAgent',
  e.value->>'messageId', e.value->>'actor', e.value->>'capturedAt', e.value->>'recordedAt',
  e.value->>'statementVersion', e.value->>'evidenceMediaId', e.value->>'recordedIp', e.value->>'recordedUserAgent',
  lower(hex(randomblob(16)))
FROM json_each(?1) e ORDER BY e.key`;

/**
 * Append rows to the ledger, in order. Those with a sequence fail the batch (`isLedgerConflict`) when it is taken; the others
 * are numbered by the database.
 */
export const insertConsents = (db: TenantDb, rows: readonly NewConsent[]): Statement[] =>
  jsonParameters(rows).map((list) => statement(db, APPEND, list));

/** Whether a batch failed because the ledger has grown since its end was read: look again, and decide again. */
export const isLedgerConflict = (error: unknown): boolean => violatesUnique(error, "consents.seq");

const HELD_GUARD = "contacts.held";

/** Let the batch through only while this message still waits for a decision (`isDecidedMeanwhile`). */
export const guardHeld = (
  db: TenantDb,
  { contactId, messageId }: { readonly contactId: string; readonly messageId: string },
): Statement =>
  guard(
    db,
    HELD_GUARD,
    "EXISTS (SELECT 1 FROM contacts c WHERE c.id = ?1 AND c.marketing_held_by = ?2)",
    contactId,
    messageId,
  );

/** Whether a batch failed because somebody else decided: look again. */
export const isDecidedMeanwhile = (error: unknown): boolean => isGuardBroken(error, HELD_GUARD);
