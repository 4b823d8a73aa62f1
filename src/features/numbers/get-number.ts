import type { NumberRow } from "#features/numbers/queries";
import { requireNumber } from "#features/numbers/require-number";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getNumber(ctx: TenantContext, id: string): Promise<NumberRow> {
  requireScope(ctx, "numbers:read");

  return requireNumber(ctx, id);
}
