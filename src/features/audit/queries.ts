import type { AuditRecord, Seal } from "#core/audit/sealed-record";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { Trail } from "#features/audit/trail";

/** How far the trail goes and how far it is sealed. */
export interface TrailState {
  /** Null while nothing is sealed. */
  readonly sealed: Seal | null;
  /** Of the newest row; 0 without one. */
  readonly lastSeq: number;
  /** When the oldest row that is not sealed was written, Unix ms. */
  readonly unsealedSince: number | null;
}

const STATE = `WITH head AS (SELECT to_seq seq, hash FROM audit_seals ORDER BY to_seq DESC LIMIT 1)
SELECT (SELECT seq FROM head) sealedSeq, (SELECT hash FROM head) hash,
  coalesce((SELECT seq FROM audit_logs ORDER BY seq DESC LIMIT 1), 0) lastSeq,
  (SELECT at FROM audit_logs WHERE seq > coalesce((SELECT seq FROM head), 0) ORDER BY seq LIMIT 1) unsealedSince`;

/** Three rows read. */
export async function readState({ db }: Trail): Promise<TrailState> {
  const row = await statement(db, STATE).first<{
    sealedSeq: number | null;
    hash: string | null;
    lastSeq: number;
    unsealedSince: number | null;
  }>();
  if (row === null) throw new Error("a query without FROM answers one row");
  const { sealedSeq: seq, hash, ...rest } = row;
  return { sealed: seq === null || hash === null ? null : { seq, hash }, ...rest };
}

/** As the database holds them: a check must see what is there. */
const RECORD = `seq, id, at, actor_kind AS actorKind, actor_id AS actorId, action, target, request_id AS requestId, outcome,
  changes, ip, user_agent AS userAgent, salt, addresses_sha256 AS addressesSha256`;
const behind = (columns: string) =>
  `SELECT ${columns} FROM audit_logs WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3`;

/** Rows of the trail behind a sequence up to and with another, oldest first. */
export async function recordsBehind(
  { db, namesWorkspaces }: Trail,
  of: { readonly afterSeq: number; readonly toSeq: number; readonly limit: number },
): Promise<readonly AuditRecord[]> {
  const sql = behind(namesWorkspaces ? `${RECORD}, tenant_id AS tenantId` : RECORD);
  return (await statement(db, sql, of.afterSeq, of.toSeq, of.limit).all<AuditRecord>()).results;
}

const OF_WORKSPACE = `SELECT ${RECORD}, tenant_id AS tenantId FROM audit_logs
WHERE tenant_id = ?1 AND salt IS NOT NULL ORDER BY seq LIMIT ?2`;

/** Rows of the control plane's trail about one workspace that still say whence something was done, oldest first. */
export async function recordsOf(
  { db }: Trail,
  of: { readonly tenantId: Id<"tenant">; readonly limit: number },
): Promise<readonly AuditRecord[]> {
  return (await statement(db, OF_WORKSPACE, of.tenantId, of.limit).all<AuditRecord>()).results;
}

const SEALS = "SELECT to_seq seq, hash FROM audit_seals WHERE to_seq > ?1 ORDER BY to_seq LIMIT ?2";

/** Seals behind a sequence, oldest first. */
export async function sealsBehind(
  { db }: Trail,
  of: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly Seal[]> {
  return (await statement(db, SEALS, of.afterSeq, of.limit).all<Seal>()).results;
}

/** The seal of the stretch that ends at a sequence; undefined when none does. */
export const sealAt = async (trail: Trail, seq: number): Promise<Seal | undefined> => {
  const [seal] = await sealsBehind(trail, { afterSeq: seq - 1, limit: 1 });
  return seal?.seq === seq ? seal : undefined;
};

const BEGIN = `SELECT s.to_seq seq, s.hash FROM audit_seals s
WHERE s.to_seq < coalesce((SELECT min(seq) FROM audit_logs), 9007199254740991) ORDER BY s.to_seq DESC LIMIT 1`;

/** The seal behind which the trail begins, since what was before it is forgotten; undefined while all of it is there. */
export const beginOf = async ({ db }: Trail): Promise<Seal | undefined> =>
  (await statement(db, BEGIN).first<Seal>()) ?? undefined;

const STRETCH = `SELECT s.to_seq toSeq, (SELECT min(seq) FROM audit_logs) fromSeq FROM audit_seals s
WHERE s.to_seq >= (SELECT min(seq) FROM audit_logs)
  AND (SELECT a.at FROM audit_logs a WHERE a.seq = s.to_seq) < ?1
  AND s.to_seq < (SELECT max(seq) FROM audit_logs)
ORDER BY s.to_seq LIMIT 1`;

/** The oldest sealed stretch, when all of it is older than an instant (Unix ms) and something follows it; null otherwise. */
export const oldestStretch = (
  { db }: Trail,
  beforeMs: number,
): Promise<{ readonly fromSeq: number; readonly toSeq: number } | null> =>
  statement(db, STRETCH, beforeMs).first();
