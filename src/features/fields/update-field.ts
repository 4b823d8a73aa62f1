import { checkChoices } from "#features/fields/check-choices";
import { keepField } from "#features/fields/keep-field";
import { requireField } from "#features/fields/queries";
import type { FieldView, UpdateFieldBody } from "#features/fields/schemas";
import { fieldEtag, fieldView } from "#features/fields/view";
import { updateFieldRow } from "#features/fields/writes";
import { requireScope, type TenantContext } from "#platform/context";
import { checkIfMatch } from "#platform/http/etag";

/**
 * Change a declared field; what the body leaves out stays. To show what was personal takes the right to see it.
 *
 * @throws AppError `not_found`, `missing_scope`, as `keepField`; `invalid_request` of `/choices`.
 */
export async function updateField(
  ctx: TenantContext,
  id: string,
  { body, ifMatch }: { readonly body: UpdateFieldBody; readonly ifMatch: string | undefined },
): Promise<FieldView> {
  requireScope(ctx, "contacts:write");

  const before = await requireField(ctx.db, id);
  checkIfMatch(ifMatch, fieldEtag(fieldView(before)));
  if (before.pii && body.pii === false) requireScope(ctx, "contacts:pii");
  const type = body.type ?? before.type;
  const kept = type === "choice" && before.type === "choice" ? before.choices : undefined;
  const row = {
    ...before,
    label: body.label ?? before.label,
    type,
    choices: checkChoices(type, body.choices ?? kept),
    pii: body.pii ?? before.pii,
    updatedAt: Math.max(ctx.nowMs(), before.updatedAt + 1),
  };
  return keepField(ctx, row, {
    statements: updateFieldRow(ctx.db, before, row),
    audit: { action: "field.update", target: row.id, changes: { changed: Object.keys(body) } },
    status: 200,
  });
}
