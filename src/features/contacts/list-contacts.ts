import { foldTag } from "#core/contact/tag";
import { drivenBy } from "#features/contacts/audience";
import { contactList, type ContactListPage } from "#features/contacts/contact-list";
import { findContacts } from "#features/contacts/find-contacts";
import type { ContactQuery } from "#features/contacts/list-schemas";
import { requireSegmentFilter } from "#features/contacts/queries-segment";
import { requireScope, type TenantContext } from "#platform/context";

/** Contacts, newest first; with `q` those that it finds. @throws AppError `not_found` of the segment, and as `findContacts`. */
export async function listContacts(
  ctx: TenantContext,
  query: ContactQuery,
): Promise<ContactListPage> {
  requireScope(ctx, "contacts:read");
  const tag = query.tag === undefined ? undefined : foldTag(query.tag.trim());
  const updatedAfterMs =
    query.updated_after === undefined ? undefined : Date.parse(query.updated_after);
  const { q, segment, limit, after } = query;
  const filter = segment === undefined ? undefined : await requireSegmentFilter(ctx.db, segment);
  const ask = { tag, filter, updatedAfterMs, limit, after };
  const filters = { tag, updatedAfterMs, segment };
  if (q !== undefined) return findContacts(ctx, { ...ask, q, filters });
  return contactList(ctx, { name: "contacts", filters }, { ...ask, ...drivenBy(tag, filter) });
}
