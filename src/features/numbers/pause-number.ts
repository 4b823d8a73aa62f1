import { AppError } from "#core/errors";
import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Stop everything that this number sends. Pausing a paused number is no error.
 *
 * @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`.
 */
export async function pauseNumber(ctx: TenantContext, id: string): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireSendable(ctx, id);
  return changeNumber(ctx, row, { set: { status: "paused" }, action: "number.pause" });
}

/** Let the number send again. @throws AppError as `pauseNumber`. */
export async function resumeNumber(ctx: TenantContext, id: string): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireSendable(ctx, id);
  const status = row.status === "paused" ? "connected" : row.status;
  return changeNumber(ctx, row, { set: { status }, action: "number.resume" });
}

async function requireSendable(ctx: ScopedContext, id: string): Promise<NumberRow> {
  const row = await requireNumberInUse(ctx, id);
  if (row.status === "needs_reauth")
    throw new AppError("number_needs_reauth", "The number needs a new access token first.");
  return row;
}
