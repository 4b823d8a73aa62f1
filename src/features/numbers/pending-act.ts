import type { PendingAct } from "#db/tenant/schema";
import type { NumberRow } from "#features/numbers/queries";
import type { Actor, ScopedContext } from "#platform/context";

/** What a pending row remembers of the call that asks for it, so that the connection can be finished in that call's name. */
export const pendingAct = (
  { actor, origin, idempotency }: ScopedContext,
  outcome: Pick<PendingAct, "status" | "isReturning">,
): PendingAct => ({ actor, origin, idempotency, ...outcome });

/** The context of the call that asked for a pending row. Rows of before it was remembered are finished by whoever finds them. */
export const asCaller = (ctx: ScopedContext, { pendingAct: act }: NumberRow): ScopedContext =>
  act === null
    ? ctx
    : {
        ...ctx,
        // Safe: only `pendingAct` makes what is stored, and it took an Actor.
        actor: act.actor as Actor,
        origin: act.origin,
        idempotency: act.idempotency,
      };
