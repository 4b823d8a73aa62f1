import { retryConflict } from "#db/tenant/retry-conflict";
import {
  ContactBook,
  fieldKeysOf,
  identitiesOfPatch,
  isContactConflict,
} from "#features/contacts/contact-book";
import { profilePatch } from "#features/contacts/profile-patch";
import { readKnown } from "#features/contacts/queries";
import type { ContactBody, ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { wholeContactView } from "#features/contacts/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Create a contact.
 *
 * @throws AppError `contact_exists` with the `contact_id` of the one that has an identity of it, `invalid_phone`,
 *   `country_required`, `invalid_request`, `invalid_field`.
 */
export async function createContact(ctx: TenantContext, body: ContactBody): Promise<ContactView> {
  requireScope(ctx, "contacts:write");
  const patch = profilePatch(ctx, body);
  const sight = await sightOf(ctx);
  return retryConflict(async () => {
    const known = await readKnown(ctx, {
      keys: identitiesOfPatch(patch),
      externalIds: typeof patch.externalId === "string" ? [patch.externalId] : [],
      fieldKeys: fieldKeysOf(patch),
    });
    const book = new ContactBook(ctx, known);
    const { row } = book.create({ patch, pointer: "" });
    const view = wholeContactView(row, sight, null, []);
    await commit(ctx, {
      ...book.writes(),
      audit: { action: "contact.create", target: row.id },
      answer: { status: 201, body: view },
    });
    return view;
  }, isContactConflict);
}
