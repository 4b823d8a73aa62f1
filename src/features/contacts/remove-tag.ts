import { foldTag } from "#core/contact/tag";
import { selectorOf } from "#db/tenant/find-contact";
import { changeContact } from "#features/contacts/change-contact";
import { checkTag } from "#features/contacts/check-tag";
import type { ContactView } from "#features/contacts/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** Take a tag from a contact, in whatever case. One that it does not have is no change. */
export async function removeTag(
  ctx: TenantContext,
  selector: string,
  tag: string,
): Promise<ContactView> {
  requireScope(ctx, "contacts:write");
  checkTag(tag);
  const { contact } = await changeContact(ctx, {
    selector: selectorOf(selector, ctx.tenant.settings.default_country ?? null),
    patch: {},
    patchOf: (row) => ({
      tags: row.tags.filter((each) => foldTag(each) !== foldTag(tag.trim())),
    }),
    create: false,
    action: "contact.untag",
  });
  return contact;
}
