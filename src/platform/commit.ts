import { toStatement, type Statement } from "#db/statement";
import { appendEvents, type NewEvent } from "#db/tenant/append-events";
import { auditLogs } from "#db/tenant/schema";
import type { TenantContext } from "#platform/context";
import { answerStatement, wasAnswered } from "#platform/idempotency";

/** What one act of a verb changes. Everything goes into one D1 batch: all of it happens, or nothing. */
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
  };
  /** The answer to store under the caller's idempotency key, without its secrets. Give it whenever the route may carry one. */
  readonly answer?: { readonly status: number; readonly body: unknown };
}

/** The caller's idempotency key was used before: nothing was written, the edge replays the first answer. */
export class AlreadyAnswered extends Error {
  override readonly name = "AlreadyAnswered";
}

/**
 * Write an act: its statements, its events, its audit row and its idempotent answer.
 *
 * @returns The results of `statements`, in order; `meta.changes` tells whether a conditional update won.
 * @throws AlreadyAnswered when the idempotency key was used before. Whatever else D1 throws passes through.
 */
export async function commit(
  ctx: TenantContext,
  act: Commit,
): Promise<D1Result<Record<string, unknown>>[]> {
  const nowMs = ctx.nowMs();
  const batch = [...act.statements];
  if (act.audit !== undefined) batch.push(auditStatement(ctx, act.audit, nowMs));
  if (ctx.idempotency !== null && act.answer !== undefined)
    batch.push(answerStatement(ctx.db, ctx.idempotency, act.answer, nowMs));
  if (act.events !== undefined && act.events.length > 0)
    batch.push(appendEvents(ctx.db, act.events, nowMs));
  try {
    const results = await ctx.db.$client.batch<Record<string, unknown>>(batch);
    return results.slice(0, act.statements.length);
  } catch (error) {
    if (wasAnswered(error)) throw new AlreadyAnswered();
    throw error;
  }
}

function auditStatement(
  ctx: TenantContext,
  audit: NonNullable<Commit["audit"]>,
  nowMs: number,
): Statement {
  return toStatement(
    ctx.db,
    ctx.db.insert(auditLogs).values({
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
    }),
  );
}
