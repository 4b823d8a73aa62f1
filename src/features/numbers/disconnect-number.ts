import { changeNumber } from "#features/numbers/change-number";
import { endSubscription } from "#features/numbers/end-subscription";
import { numberDisconnected } from "#features/numbers/events";
import { requireNumber } from "#features/numbers/require-number";
import { releaseRoutes } from "#features/numbers/routing";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Disconnect a number: its conversations stay, and another workspace may connect it. With the last number of an account Meta is
 * told to send its webhooks to us no more; then the token is forgotten. The row comes first, so a crash before the routes are
 * given up, or before Meta is told, is found by `sweepNumbers`; the graph token and webhook of a
 * sandbox number end before all that. Repeating it is no error.
 *
 * @throws AppError `not_found`.
 */
export async function disconnectNumber(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumber(ctx, id);
  if (row.status === "disconnected") return;
  if (row.kind === "sandbox") await ctx.sandbox.disown(row.phoneNumberId);
  const after = await changeNumber(ctx, row, {
    set: { status: "disconnected", pinSealed: null },
    action: "number.disconnect",
    events: [numberDisconnected(row)],
    status: 204,
  });
  await releaseRoutes(ctx, row, after.updatedAt);
  if (!(await endSubscription(ctx, row.id)))
    await ctx.enqueue({ kind: "number.unsubscribe", tenantId: ctx.tenant.id, numberId: row.id });
}
