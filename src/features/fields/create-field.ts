import { checkChoices } from "#features/fields/check-choices";
import { keepField } from "#features/fields/keep-field";
import type { FieldBody, FieldView } from "#features/fields/schemas";
import { insertField } from "#features/fields/writes";
import { requireScope, type TenantContext } from "#platform/context";

/** Declare a field of contacts. @throws AppError as `keepField`; `invalid_request` of `/choices`. */
export async function createField(ctx: TenantContext, body: FieldBody): Promise<FieldView> {
  requireScope(ctx, "contacts:write");

  const nowMs = ctx.nowMs();
  const row = {
    id: ctx.newId("field"),
    key: body.key,
    label: body.label ?? body.key,
    type: body.type,
    choices: checkChoices(body.type, body.choices),
    pii: body.pii,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
  return keepField(ctx, row, {
    statements: insertField(ctx.db, row),
    audit: { action: "field.create", target: row.id },
    status: 201,
  });
}
