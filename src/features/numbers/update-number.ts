import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumber } from "#features/numbers/require-number";
import type { UpdateNumberBody } from "#features/numbers/schemas";
import { requireScope, type TenantContext } from "#platform/context";
import { checkIfMatch, etagOf } from "#platform/http/etag";

/** Change what the business says of a number; what is left out stays. @throws AppError `not_found`, `precondition_failed`. */
export async function updateOwnNumber(
  ctx: TenantContext,
  id: string,
  input: UpdateNumberBody & { readonly ifMatch: string | undefined },
): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumber(ctx, id);
  checkIfMatch(input.ifMatch, etagOf(row.updatedAt));
  const { name = row.name, auto_read: autoRead = row.autoRead } = input;
  return changeNumber(ctx, row, { set: { name, autoRead }, action: "number.update" });
}
