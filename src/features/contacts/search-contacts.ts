import { drivenBy, filterOf } from "#features/contacts/audience";
import { contactList, type ContactListPage } from "#features/contacts/contact-list";
import type { SearchContactsBody } from "#features/contacts/list-schemas";
import { refuseUnseen } from "#features/contacts/sight";
import { requireScope, type TenantContext } from "#platform/context";

/** Contacts that pass a filter, newest first. @throws AppError `missing_scope` as `refuseUnseen`. */
export async function searchContacts(
  ctx: TenantContext,
  body: SearchContactsBody,
): Promise<ContactListPage> {
  requireScope(ctx, "contacts:read");
  const filter = filterOf(body.filter);
  await refuseUnseen(ctx, filter);
  return contactList(
    ctx,
    { name: "contact_search", filters: { filter: body.filter } },
    { ...drivenBy(undefined, filter), limit: body.limit, after: body.after },
  );
}
