import { countQuarantined } from "#features/numbers/quarantined";
import { requireNumber } from "#features/numbers/require-number";
import type { SetAsideView } from "#features/numbers/schemas-set-aside";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * How many deliveries for a number, or for its account, were set aside: because they came after it was disconnected, or under
 * another Meta app than its own.
 *
 * @throws AppError `not_found`.
 */
export async function countSetAside(ctx: TenantContext, id: string): Promise<SetAsideView> {
  requireScope(ctx, "numbers:read");

  const row = await requireNumber(ctx, id);
  const counts = await countQuarantined(ctx.control, ctx.tenant.id, row);
  return {
    number_id: row.id,
    data: counts.map(({ reason, count, lastAtMs }) => ({
      reason,
      count,
      last_at: new Date(lastAtMs).toISOString(),
    })),
  };
}
