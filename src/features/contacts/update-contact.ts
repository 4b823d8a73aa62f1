import { selectorOf } from "#db/tenant/find-contact";
import { changeContact } from "#features/contacts/change-contact";
import { profilePatch } from "#features/contacts/profile-patch";
import type { ContactBody, ContactView } from "#features/contacts/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Change a contact. Absent members stay, null clears.
 *
 * @throws AppError `not_found`, `contact_exists`, `precondition_failed`, and what a creation throws.
 */
export async function updateContact(
  ctx: TenantContext,
  selector: string,
  change: { readonly body: ContactBody; readonly ifMatch: string | undefined },
): Promise<ContactView> {
  requireScope(ctx, "contacts:write");
  const { contact } = await changeContact(ctx, {
    selector: selectorOf(selector, ctx.tenant.settings.default_country ?? null),
    patch: profilePatch(ctx, change.body),
    create: false,
    ifMatch: change.ifMatch,
    action: "contact.update",
  });
  return contact;
}
