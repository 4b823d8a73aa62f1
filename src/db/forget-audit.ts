import { jsonParameters, statement, type Statement } from "#db/statement";

type Db = { readonly $client: D1Database };

/** Delete an audit trail, a workspace's or the control plane's, up to and with a sequence. */
export const forgetAudit = (db: Db, toSeq: number): Statement =>
  statement(db, "DELETE FROM audit_logs WHERE seq <= ?1", toSeq);

const FORGET = `UPDATE audit_logs SET ip = NULL, user_agent = NULL, salt = NULL, addresses_sha256 = e.value->>'sha256'
FROM json_each(?1) e WHERE audit_logs.seq = e.value->>'seq'`;

/** Take IP address, User-Agent and their salt out of rows of the trail, and leave their digest (hex). */
export const forgetAddresses = (
  db: Db,
  rows: readonly { readonly seq: number; readonly sha256: string | null }[],
): Statement[] => jsonParameters(rows).map((list) => statement(db, FORGET, list));
