import type { ConsentRow } from "#features/consent/queries";
import type { ConsentView } from "#features/consent/schemas";

/** The wire shape of a ledger row. */
export const consentView = (
  row: Pick<
    ConsentRow,
    | "id"
    | "seq"
    | "contactId"
    | "purpose"
    | "action"
    | "state"
    | "method"
    | "statement"
    | "source"
    | "statementSha256"
    | "statementVersion"
    | "statementLanguage"
    | "byPerson"
    | "messageId"
    | "evidenceMediaId"
    | "actor"
    | "personalSha256"
    | "capturedAt"
    | "recordedAt"
    | "hash"
  >,
): ConsentView => ({
  id: row.id,
  seq: row.seq,
  contact_id: row.contactId,
  purpose: row.purpose,
  action: row.action,
  state: row.state,
  method: row.method,
  statement: row.statement,
  source: row.source,
  statement_sha256: row.statementSha256,
  statement_version: row.statementVersion,
  statement_language: row.statementLanguage,
  by_person: row.byPerson,
  message_id: row.messageId,
  evidence_media_id: row.evidenceMediaId,
  actor: row.actor,
  captured_at: new Date(row.capturedAt).toISOString(),
  recorded_at: new Date(row.recordedAt).toISOString(),
  personal_sha256: row.personalSha256,
  hash: row.hash,
});
