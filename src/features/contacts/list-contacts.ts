import { foldTag } from "#core/contact/tag";
import { contactList, type ContactListPage } from "#features/contacts/contact-list";
import { findContacts } from "#features/contacts/find-contacts";
import type { ContactQuery } from "#features/contacts/list-schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** Contacts, newest first; with `q` those that it finds. @throws AppError as `findContacts`. */
export async function listContacts(
  ctx: TenantContext,
  query: ContactQuery,
): Promise<ContactListPage> {
  requireScope(ctx, "contacts:read");
  const tag = query.tag === undefined ? undefined : foldTag(query.tag.trim());
  const updatedAfterMs =
    query.updated_after === undefined ? undefined : Date.parse(query.updated_after);
  const { q, limit, after } = query;
  if (q !== undefined) return findContacts(ctx, { q, tag, updatedAfterMs, limit, after });
  return contactList(
    ctx,
    { name: "contacts", filters: { tag, updatedAfterMs } },
    { tag, updatedAfterMs, limit, after },
  );
}
