import type { TrailRow } from "#features/audit/queries-trail";
import type { AuditView } from "#features/audit/schemas";

/** A row of a trail on the wire. */
export const auditView = (ledger: AuditView["ledger"], row: TrailRow): AuditView => ({
  id: row.id as AuditView["id"],
  ledger,
  seq: row.seq,
  at: new Date(row.at).toISOString(),
  actor: { kind: row.actorKind, id: row.actorId },
  action: row.action,
  target: row.target,
  ip: row.ip,
  user_agent: row.userAgent,
  request_id: row.requestId,
  outcome: row.outcome === "failure" ? "failure" : "success",
  changes: row.changes === null ? null : (JSON.parse(row.changes) as AuditView["changes"]),
});
