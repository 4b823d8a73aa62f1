import { disconnectNumber } from "#features/numbers/disconnect-number";
import { endSubscription, owesEnd } from "#features/numbers/end-subscription";
import { undoPending } from "#features/numbers/keep-number";
import { allNumbers } from "#features/numbers/queries";
import type { ScopedContext } from "#platform/context";

/**
 * Disconnect every number of a workspace that is at its end, and have Meta send the webhooks of their accounts to us no more.
 * Safe to run again: what is done is left.
 *
 * @returns Whether Meta has been told, or cannot be: after an hour it is not tried any more.
 */
export async function leaveMeta(ctx: ScopedContext): Promise<boolean> {
  for (const row of await allNumbers(ctx.db))
    if (row.status === "pending") await undoPending(ctx, row);
    else if (row.status !== "disconnected") await disconnectNumber(ctx, row.id);
  let isTold = true;
  for (const row of (await allNumbers(ctx.db)).filter(owesEnd))
    if (!(await endSubscription(ctx, row.id))) isTold = false;
  return isTold;
}
