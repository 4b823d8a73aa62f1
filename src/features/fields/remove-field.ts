import { requireField } from "#features/fields/queries";
import { deleteFieldRow } from "#features/fields/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Declare a field no longer: its values stay and are free. To show what was personal takes the right to see it.
 *
 * @throws AppError `not_found`, `missing_scope`.
 */
export async function removeField(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "contacts:write");

  const row = await requireField(ctx.db, id);
  if (row.pii) requireScope(ctx, "contacts:pii");
  await commit(ctx, {
    statements: [deleteFieldRow(ctx.db, row.id)],
    audit: { action: "field.delete", target: row.id },
    answer: { status: 204, body: null },
  });
}
