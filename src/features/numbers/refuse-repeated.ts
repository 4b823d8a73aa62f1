import { AlreadyAnswered } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { findAnswer } from "#platform/idempotency";

/** A number is made before the answer is written, so a key that was used is told before it, not after. */
export async function refuseRepeated(ctx: ScopedContext): Promise<void> {
  if (ctx.idempotency === null) return;
  const answered = await findAnswer(ctx.db, ctx.idempotency, ctx.nowMs());
  if (answered !== null) throw new AlreadyAnswered();
}
