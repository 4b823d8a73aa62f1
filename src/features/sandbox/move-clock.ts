import { fieldError } from "#core/errors";
import type { ClockBody, ClockView } from "#features/sandbox/schemas";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Move the sandbox's clock forward; what becomes due happens at once.
 *
 * @throws AppError `out_of_range` when it would go back.
 */
export async function moveClock(ctx: TenantContext, body: ClockBody): Promise<ClockView> {
  requireScope(ctx, "sandbox:write");
  const currentMs = await ctx.sandbox.clock();
  const targetMs =
    body.now === undefined ? currentMs + (body.advance_ms ?? 0) : Date.parse(body.now);
  if (targetMs < currentMs)
    throw fieldError("out_of_range", "/now", "The sandbox's clock only moves forward.");
  const view = { now: new Date(targetMs).toISOString() };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.clock.move", target: null },
    answer: { status: 200, body: view },
  });
  await ctx.sandbox.moveClock({ nowMs: targetMs });
  return view;
}
