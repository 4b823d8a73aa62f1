import { ALERTS } from "#core/alert/kinds";
import type { AlertRow } from "#features/alerts/queries";
import type { AlertView } from "#features/alerts/schemas";

/** A row on the wire. */
export const alertView = (row: AlertRow): AlertView => ({
  id: row.id,
  kind: row.kind,
  severity: ALERTS[row.kind],
  subject: row.subject,
  event_seq: row.causeSeq,
  raised_at: new Date(row.raisedAt).toISOString(),
  mailed_at: instantOf(row.mailedAt),
  acknowledged_at: instantOf(row.acknowledgedAt),
  acknowledged_by: row.acknowledgedBy,
});

const instantOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
