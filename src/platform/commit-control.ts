import type { Id } from "#core/ids";
import { controlAuditLogs } from "#db/control/schema";
import { toStatement, type Statement } from "#db/statement";
import { AlreadyAnswered, type Commit } from "#platform/commit";
import type { WorkspaceContext } from "#platform/context";
import { answerStatement, wasAnswered } from "#platform/idempotency";

/**
 * What an act on the control plane needs. A `WorkspaceContext` is one; before sign-in there is no actor and no tenant yet
 * (`visitor` of platform/credentials makes one).
 */
export type ControlContext = Pick<
  WorkspaceContext,
  "control" | "env" | "origin" | "nowMs" | "newId"
> &
  Partial<Pick<WorkspaceContext, "actor" | "tenant" | "idempotency">>;

/** The same with what lets work go on behind the answer, such as a letter. */
export type DeferringContext = ControlContext & Pick<WorkspaceContext, "defer">;

/** An act of the control plane. Everything goes into one batch of the control database. */
export interface ControlCommit {
  readonly statements: readonly Statement[];
  /** Always given: every act on accounts, sessions, keys and routes leaves a row. */
  readonly audit: NonNullable<Commit["audit"]> & {
    /** Who acts, when the context has nobody yet (registration, sign-in). */
    readonly actor?: { readonly kind: string; readonly id: string | null };
    /** The workspace, when the context has none yet. */
    readonly tenantId?: Id<"tenant"> | null;
    readonly outcome?: "success" | "failure";
  };
  readonly answer?: Commit["answer"];
}

/**
 * Write an act of the control plane with its audit row and its idempotent answer.
 *
 * @returns The results of `statements`, in order.
 * @throws AlreadyAnswered when the idempotency key was used before. Whatever else D1 throws passes through.
 */
export async function commitControl(
  ctx: ControlContext,
  act: ControlCommit,
): Promise<D1Result<Record<string, unknown>>[]> {
  const batch = [...act.statements, auditStatement(ctx, act.audit)];
  if (ctx.idempotency && act.answer !== undefined)
    batch.push(answerStatement(ctx.control, ctx.idempotency, act.answer, ctx.nowMs()));
  try {
    const results = await ctx.control.$client.batch<Record<string, unknown>>(batch);
    return results.slice(0, act.statements.length);
  } catch (error) {
    if (wasAnswered(error)) throw new AlreadyAnswered();
    throw error;
  }
}

function auditStatement(ctx: ControlContext, audit: ControlCommit["audit"]): Statement {
  const actor = audit.actor ?? ctx.actor ?? { kind: "anonymous", id: null };
  return toStatement(
    ctx.control,
    ctx.control.insert(controlAuditLogs).values({
      id: ctx.newId("audit"),
      at: ctx.nowMs(),
      tenantId: audit.tenantId ?? ctx.tenant?.id ?? null,
      actorKind: actor.kind,
      actorId: actor.id,
      action: audit.action,
      target: audit.target,
      ip: ctx.origin.ip,
      userAgent: ctx.origin.userAgent,
      requestId: ctx.origin.requestId,
      outcome: audit.outcome ?? "success",
      changes: audit.changes ?? null,
    }),
  );
}
