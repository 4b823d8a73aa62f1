import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumber } from "#features/numbers/require-number";
import type { RenameNumberBody } from "#features/numbers/schemas";
import { requireScope, type TenantContext } from "#platform/context";
import { checkIfMatch, etagOf } from "#platform/http/etag";

/** @throws AppError `not_found`, `precondition_failed`. */
export async function renameNumber(
  ctx: TenantContext,
  id: string,
  input: RenameNumberBody & { readonly ifMatch: string | undefined },
): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumber(ctx, id);
  checkIfMatch(input.ifMatch, etagOf(row.updatedAt));
  return changeNumber(ctx, row, { set: { name: input.name }, action: "number.rename" });
}
