import { drivenBy, filterOf } from "#features/contacts/audience";
import { contactList, type ContactListPage } from "#features/contacts/contact-list";
import type { SearchContactsBody } from "#features/contacts/list-schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** Contacts that pass a filter, newest first. */
export async function searchContacts(
  ctx: TenantContext,
  body: SearchContactsBody,
): Promise<ContactListPage> {
  requireScope(ctx, "contacts:read");
  return contactList(
    ctx,
    { name: "contact_search", filters: { filter: body.filter } },
    { ...drivenBy(undefined, filterOf(body.filter)), limit: body.limit, after: body.after },
  );
}
