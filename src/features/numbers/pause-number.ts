import { AppError } from "#core/errors";
import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import { verifyMaySend } from "#features/numbers/verify-cloud-number";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { graphOf, pinSealedAt } from "#platform/meta/graph";
import { open } from "#platform/secrets/envelope";

/**
 * Stop everything that this number sends. Pausing a paused number is no error.
 *
 * @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`.
 */
export async function pauseNumber(ctx: TenantContext, id: string): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireSendable(ctx, id);
  // What is restricted sends nothing, and must not get around Meta's word by a pause.
  const status = row.status === "restricted" ? row.status : "paused";
  return changeNumber(ctx, row, { set: { status }, action: "number.pause" });
}

/**
 * Let the number send again. Whether it may is asked of Meta, whatever stopped it: what Meta decided while it was paused may
 * not have reached us.
 *
 * @throws AppError as `pauseNumber`; `number_rejected` while Meta restricts it, `meta_error` when Meta cannot be asked.
 */
export async function resumeNumber(ctx: TenantContext, id: string): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireSendable(ctx, id);
  if (row.status === "connected")
    return changeNumber(ctx, row, { set: {}, action: "number.resume" });
  const confirmedAt = ctx.nowMs();
  await verifyMaySend(await graphOf(ctx, row), row, await pinOf(ctx, row));
  return changeNumber(ctx, row, {
    set: { status: "connected", confirmedAt },
    action: "number.resume",
  });
}

/** The PIN that the number was connected with. */
const pinOf = async (ctx: ScopedContext, row: NumberRow): Promise<string | null> =>
  row.pinSealed === null ? null : open(ctx.env, pinSealedAt(ctx, row.id), row.pinSealed);

async function requireSendable(ctx: ScopedContext, id: string): Promise<NumberRow> {
  const row = await requireNumberInUse(ctx, id);
  if (row.status === "needs_reauth")
    throw new AppError("number_needs_reauth", "The number needs a new access token first.");
  return row;
}
