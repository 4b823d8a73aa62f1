import type { ContactSelector } from "#core/contact/selector";
import { findContact, noSuchContact, selectorOf, type ContactRow } from "#db/tenant/find-contact";
import type { TenantContext } from "#platform/context";

/**
 * The contact that a selector names, as text or parsed. For verbs, which have checked their own scope.
 *
 * @throws AppError `not_found`; for a text also `invalid_phone`, `country_required`, `invalid_user_id`.
 */
export const resolveContact = async (
  ctx: TenantContext,
  selector: string | ContactSelector,
): Promise<ContactRow> => {
  const named =
    typeof selector === "string"
      ? selectorOf(selector, ctx.tenant.settings.default_country ?? null)
      : selector;
  const contact = await findContact(ctx.db, named);
  if (contact === undefined) throw noSuchContact();
  return contact;
};
