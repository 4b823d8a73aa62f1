import { foldTag } from "#core/contact/tag";
import { contactList, type ContactListPage } from "#features/contacts/contact-list";
import type { ContactQuery } from "#features/contacts/list-schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** Contacts, newest first. */
export async function listContacts(
  ctx: TenantContext,
  query: ContactQuery,
): Promise<ContactListPage> {
  requireScope(ctx, "contacts:read");
  const tag = query.tag === undefined ? undefined : foldTag(query.tag.trim());
  const updatedAfterMs =
    query.updated_after === undefined ? undefined : Date.parse(query.updated_after);
  return contactList(
    ctx,
    { name: "contacts", filters: { tag, updatedAfterMs } },
    { tag, updatedAfterMs, limit: query.limit, after: query.after },
  );
}
