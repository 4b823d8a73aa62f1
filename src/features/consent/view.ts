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
  captured_at: new Date(row.capturedAt).toISOString(),
  recorded_at: new Date(row.recordedAt).toISOString(),
  hash: row.hash,
});
