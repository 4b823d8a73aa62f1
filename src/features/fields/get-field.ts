import { requireField } from "#features/fields/queries";
import type { FieldView } from "#features/fields/schemas";
import { fieldView } from "#features/fields/view";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getField(ctx: TenantContext, id: string): Promise<FieldView> {
  requireScope(ctx, "contacts:read");

  return fieldView(await requireField(ctx.db, id));
}
