import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Delete the audit trail up to and with a sequence. */
export const forgetAudit = (db: TenantDb, toSeq: number): Statement =>
  statement(db, "DELETE FROM audit_logs WHERE seq <= ?1", toSeq);

const FORGET = `UPDATE audit_logs SET ip = NULL, user_agent = NULL, salt = NULL, addresses_sha256 = e.value->>'sha256'
FROM json_each(?1) e WHERE audit_logs.seq = e.value->>'seq'`;

/** Take IP address, User-Agent and their salt out of rows of the trail, and leave their digest (hex). */
export const forgetAddresses = (
  db: TenantDb,
  rows: readonly { readonly seq: number; readonly sha256: string | null }[],
): Statement[] => jsonParameters(rows).map((list) => statement(db, FORGET, list));
