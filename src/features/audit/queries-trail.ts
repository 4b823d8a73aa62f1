import type { Stretch, TrailEntry } from "#core/audit/merge-trails";
import { statement } from "#db/statement";
import type { ListAuditQuery } from "#features/audit/schemas";

/** A row of a trail, as lists show it. */
export interface TrailRow extends TrailEntry {
  readonly id: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly outcome: string;
  readonly changes: string | null;
}

/** What is looked for, and where. */
interface Look {
  readonly filter: Pick<ListAuditQuery, "actor" | "action" | "target" | "since" | "until">;
  /** Below this sequence. */
  readonly below: number;
  /** What a page shows at most. */
  readonly limit: number;
}

type Trail = { readonly $client: D1Database };

/** A condition that an index answers. */
interface Condition {
  readonly sql: string;
  readonly value: string;
}

/** The next stretch of the workspace's own trail. */
export const lookInWorkspace = (db: Trail, look: Look): Promise<Stretch<TrailRow>> =>
  lookIn(db, look, narrowest(look.filter));

/** The next stretch of what was done about the workspace in the control plane. */
export const lookInControl = (
  db: Trail,
  tenantId: string,
  look: Look,
): Promise<Stretch<TrailRow>> => lookIn(db, look, { sql: "tenant_id = ?4", value: tenantId });

/** The indexes leave sends out. What a target or an action may find among them is looked for row by row. */
function narrowest({ target, action }: Look["filter"]): Condition | null {
  const indexed = (column: string, value: string): Condition => ({
    sql: `${column} = ?4 AND action <> 'message.send'`,
    value,
  });
  if (target !== undefined && !target.startsWith("msg_")) return indexed("target", target);
  if (action !== undefined && action !== "message.send") return indexed("action", action);
  return null;
}

/** What a list shows of a row. */
export const TRAIL_ROW = `seq, id, at, actor_kind AS actorKind, actor_id AS actorId, action, target, ip, user_agent AS userAgent,
  request_id AS requestId, outcome, changes`;

/** Where rows may be passed over, no more than three times what a page may show, and 50, are looked at. */
async function lookIn(db: Trail, look: Look, where: Condition | null): Promise<Stretch<TrailRow>> {
  const { filter, limit } = look;
  const passesOver = [filter.actor, filter.action, filter.target].some(Boolean);
  const rowsMax = passesOver ? 3 * limit + 50 : limit + 1;
  const { fromSeq, toSeq } = await spanOf(db, filter);
  const { results } = await statement(
    db,
    `SELECT ${TRAIL_ROW} FROM audit_logs WHERE seq < ?1 AND seq >= ?2 AND ${where?.sql ?? "?4 IS NULL"}
     ORDER BY seq DESC LIMIT ?3`,
    Math.min(look.below, toSeq),
    fromSeq,
    rowsMax,
    where?.value ?? null,
  ).all<TrailRow>();
  const isOver = results.length < rowsMax;
  return {
    matching: results.filter((row) => matches(row, filter)),
    stoppedAt: isOver ? null : (results.at(-1) ?? null),
  };
}

const matches = (row: TrailRow, { actor, action, target }: Look["filter"]): boolean =>
  (actor === undefined || row.actorId === actor) &&
  (action === undefined || row.action === action) &&
  (target === undefined || row.target === target);

/** The first row at an instant or later, by halving: about twenty rows are read of a million. */
const FIRST_AT = `WITH RECURSIVE half (lo, hi) AS (
  SELECT coalesce((SELECT min(seq) FROM audit_logs), 1), coalesce((SELECT max(seq) FROM audit_logs), 0) + 1
  UNION ALL
  SELECT iif(a.at < ?1, a.seq + 1, lo), iif(a.at < ?1, hi, (lo + hi) / 2)
  FROM half JOIN audit_logs a
    ON a.seq = (SELECT b.seq FROM audit_logs b WHERE b.seq >= (lo + hi) / 2 ORDER BY b.seq LIMIT 1)
  WHERE lo < hi
)
SELECT lo FROM half WHERE lo >= hi LIMIT 1`;

async function spanOf(
  db: Trail,
  { since, until }: Look["filter"],
): Promise<{ readonly fromSeq: number; readonly toSeq: number }> {
  return {
    fromSeq: since === undefined ? 0 : await firstAt(db, since),
    toSeq: until === undefined ? Number.MAX_SAFE_INTEGER : await firstAt(db, until),
  };
}

const firstAt = async (db: Trail, atMs: number): Promise<number> =>
  (await statement(db, FIRST_AT, atMs).first<{ lo: number }>())?.lo ?? 0;
