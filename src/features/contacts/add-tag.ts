import { distinctTags, TAGS_MAX } from "#core/contact/tag";
import { fieldError } from "#core/errors";
import { selectorOf } from "#db/tenant/find-contact";
import { changeContact } from "#features/contacts/change-contact";
import { checkTag } from "#features/contacts/check-tag";
import type { ContactView } from "#features/contacts/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Give a contact a tag. A tag that it has, in whatever case, is no change.
 *
 * @throws AppError `not_found`, `invalid_request` for a tag that cannot be or is one too many.
 */
export async function addTag(
  ctx: TenantContext,
  selector: string,
  tag: string,
): Promise<ContactView> {
  requireScope(ctx, "contacts:write");
  checkTag(tag);
  const { contact } = await changeContact(ctx, {
    selector: selectorOf(selector, ctx.tenant.settings.default_country ?? null),
    patch: {},
    patchOf: (row) => {
      const tags = distinctTags([...row.tags, tag]);
      if (tags.length > TAGS_MAX)
        throw fieldError("invalid_request", "/tags", `A contact has at most ${TAGS_MAX} tags.`);
      return { tags };
    },
    create: false,
    action: "contact.tag",
  });
  return contact;
}
