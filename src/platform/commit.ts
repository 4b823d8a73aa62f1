import type { NewEvent } from "#core/event/catalogue";
import { statement, toStatement, type Statement } from "#db/statement";
import { appendEvents, fenceGuard, moveFence, type Fence } from "#db/tenant/append-events";
import { auditLogs } from "#db/tenant/schema";
import type { TenantContext } from "#platform/context";
import { answerStatement, wasAnswered } from "#platform/idempotency";
import { IsolateCache } from "#platform/isolate-cache";
import { describeError, log } from "#platform/log";

/** What one act changes. Everything goes into one D1 batch: all of it happens, or nothing. */
export interface Commit {
  readonly statements: readonly Statement[];
  readonly events?: readonly NewEvent[];
  /** Required for what a person or an API key does; the work of jobs is told by events. */
  readonly audit?: {
    /** `noun.verb`, e.g. `contact.create`. */
    readonly action: string;
    readonly target: string | null;
    /** Names of changed fields or counts. Never a person's data. */
    readonly changes?: Readonly<Record<string, unknown>>;
    /** Of a read: one row for each actor, action, target and UTC day. */
    readonly once?: true;
  };
  /** The answer to store under the caller's idempotency key, without its secrets. Give it whenever the route may carry one. */
  readonly answer?: { readonly status: number; readonly body: unknown };
  /**
   * Of a drain: the mail that it applies. The batch rolls back when another drain has applied it (`isFenced`). The fence stands
   * in the ledger's last row, which an act without events moves; an act that writes nothing has none.
   */
  readonly fence?: Fence;
}

/** What a commit led to. */
export interface Committed {
  /** The results of the act's statements, in order; `meta.changes` tells whether a conditional update won. */
  readonly results: D1Result<Record<string, unknown>>[];
  /** The sequence of the act's last event; null when it told none. */
  readonly seq: number | null;
}

/** The caller's idempotency key was used before: nothing was written, the edge replays the first answer. */
export class AlreadyAnswered extends Error {
  override readonly name = "AlreadyAnswered";
}

/**
 * Write an act: its statements, its events, its audit row and its idempotent answer. Then the session object learns how far the
 * ledger goes, and whoever subscribes to events is called by a job: no writer calls a subscriber.
 *
 * @throws AlreadyAnswered when the idempotency key was used before. Whatever else D1 throws passes through.
 */
export async function commit(ctx: TenantContext, act: Commit): Promise<Committed> {
  const { statements, events = [] } = act;
  const fence = statements.length + events.length === 0 ? undefined : act.fence;
  const before = fence === undefined ? [] : [fenceGuard(ctx.db, fence)];
  const batch = [...before, ...statements, ...companions(ctx, { ...act, fence })];
  const answers = await write(ctx, batch);
  const results = answers.slice(before.length, before.length + statements.length);
  if (events.length === 0) return { results, seq: null };
  const seq = Number(answers.at(-1)?.results[0]?.["seq"]);
  ctx.defer(announce(ctx, { afterSeq: seq - events.length, seq }));
  return { results, seq };
}

/** What stands beside the act's own statements; the ledger's row comes last. */
function companions(
  ctx: TenantContext,
  {
    audit,
    answer,
    events = [],
    fence,
  }: Omit<Commit, "fence"> & { readonly fence: Fence | undefined },
): Statement[] {
  const nowMs = ctx.nowMs();
  const rows: Statement[] = [];
  if (audit !== undefined) rows.push(auditStatement(ctx, audit, nowMs));
  if (ctx.idempotency !== null && answer !== undefined)
    rows.push(answerStatement(ctx.db, ctx.idempotency, answer, nowMs));
  if (events.length > 0)
    rows.push(appendEvents(ctx.db, events, { atMs: nowMs, fence: fence ?? null }));
  else if (fence !== undefined) rows.push(moveFence(ctx.db, fence));
  return rows;
}

async function write(
  ctx: TenantContext,
  batch: readonly Statement[],
): Promise<D1Result<Record<string, unknown>>[]> {
  if (batch.length === 0) return [];
  try {
    return await ctx.db.$client.batch<Record<string, unknown>>([...batch]);
  } catch (error) {
    if (wasAnswered(error)) throw new AlreadyAnswered();
    throw error;
  }
}

/** Workspaces of which the session object said that nobody subscribes to their events: it is told nothing for a minute. */
const unheard = new IsolateCache<string, true>({ entriesMax: 5_000, ttlMs: 60_000 });

/** A lost call costs time, not events: the next commit tells a later sequence, and the sweep tells the last one. */
async function announce(
  ctx: TenantContext,
  span: { readonly afterSeq: number; readonly seq: number },
): Promise<void> {
  if (unheard.get(ctx.tenant.id) === true) return;
  try {
    if (!(await ctx.session.committed(span))) unheard.set(ctx.tenant.id, true);
  } catch (error) {
    log("warn", "events.unannounced", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}

function auditStatement(
  ctx: TenantContext,
  audit: NonNullable<Commit["audit"]>,
  nowMs: number,
): Statement {
  const row = {
    id: ctx.newId("audit"),
    at: nowMs,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    action: audit.action,
    target: audit.target,
    ip: ctx.origin.ip,
    userAgent: ctx.origin.userAgent,
    requestId: ctx.origin.requestId,
    outcome: "success",
    changes: audit.changes ?? null,
  };
  return audit.once === true
    ? auditOnce(ctx, row)
    : toStatement(ctx.db, ctx.db.insert(auditLogs).values(row));
}

const DAY_MS = 86_400_000;
/** Acts on one thing that are looked through for the same read of today. */
const LOOKED_MAX = 200;

/** A row unless the same actor has one of the same action and target today. */
const auditOnce = (ctx: TenantContext, row: typeof auditLogs.$inferInsert): Statement =>
  statement(
    ctx.db,
    `INSERT INTO audit_logs (id, at, actor_kind, actor_id, action, target, ip, user_agent, request_id, outcome, changes, salt)
     SELECT ?1, CAST(?2 AS INTEGER), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, lower(hex(randomblob(16)))
     WHERE NOT EXISTS (SELECT 1 FROM (SELECT actor_id, action, at FROM audit_logs
       WHERE target = ?6 AND action <> 'message.send' ORDER BY seq DESC LIMIT ${LOOKED_MAX})
       WHERE actor_id = ?4 AND action = ?5 AND at >= ?12)`,
    row.id,
    row.at,
    row.actorKind,
    row.actorId ?? null,
    row.action,
    row.target ?? null,
    row.ip ?? null,
    row.userAgent ?? null,
    row.requestId,
    row.outcome,
    row.changes === null ? null : JSON.stringify(row.changes),
    row.at - (row.at % DAY_MS),
  );
