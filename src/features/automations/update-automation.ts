import { Definition } from "#core/automation/definition";
import { changeAutomation, redrafted } from "#features/automations/change-automation";
import type { AutomationRow } from "#features/automations/queries";
import { requireAutomation } from "#features/automations/require-automation";
import type { UpdateAutomationBody } from "#features/automations/schemas";
import { requireScope, type TenantContext } from "#platform/context";
import { etagOf, requireIfMatch } from "#platform/http/etag";
import { rejectInvalid } from "#platform/http/reject-invalid";

/**
 * Change the draft. Absent members stay; what is published stays as it is until it is published again.
 *
 * @throws AppError `not_found`, `precondition_required`, `precondition_failed`, and what is wrong with the whole.
 */
export async function updateAutomation(
  ctx: TenantContext,
  id: string,
  { ifMatch, ...patch }: UpdateAutomationBody & { readonly ifMatch: string | undefined },
): Promise<AutomationRow> {
  requireScope(ctx, "automations:write");

  const before = await requireAutomation(ctx, id);
  requireIfMatch(ifMatch, etagOf(before.revision));
  const definition = merged(before.definition, patch);
  const after = redrafted(ctx, before, definition);
  return changeAutomation(ctx, {
    before,
    after,
    action: "automation.update",
    conflict: "precondition_failed",
  });
}

/** Whatever fits its own member may still not fit the whole: a rule has no steps. */
function merged(definition: Definition, patch: Partial<UpdateAutomationBody>): Definition {
  const parsed = Definition.safeParse({ ...definition, ...patch });
  if (parsed.success) return parsed.data;
  rejectInvalid({ success: false, target: "json", error: parsed.error });
  throw new Error("what is not valid is refused");
}
