import { selectorOf } from "#db/tenant/find-contact";
import { changeContact } from "#features/contacts/change-contact";
import { profilePatch } from "#features/contacts/profile-patch";
import type { ContactBody, ContactView } from "#features/contacts/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Create the contact that the selector names, or change it when it is there. Absent members stay.
 *
 * @throws AppError `not_found` for an id that is not there; otherwise as a creation and a change.
 */
export async function upsertContact(
  ctx: TenantContext,
  selector: string,
  change: { readonly body: ContactBody; readonly ifMatch: string | undefined },
): Promise<{ readonly created: boolean; readonly contact: ContactView }> {
  requireScope(ctx, "contacts:write");
  return changeContact(ctx, {
    selector: selectorOf(selector, ctx.tenant.settings.default_country ?? null),
    patch: profilePatch(ctx, change.body),
    create: true,
    ifMatch: change.ifMatch,
    action: "contact.update",
  });
}
