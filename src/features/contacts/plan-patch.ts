import type { ProfilePatch } from "#core/contact/profile";
import { fittingFields } from "#core/contact/typed-fields";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { ContactBook } from "#features/contacts/contact-book";
import { readKnown } from "#features/contacts/queries";
import type { ScopedContext } from "#platform/context";

export { isContactConflict } from "#features/contacts/contact-book";

/**
 * A change of a contact's profile as a part of another act, whose batch fails (`isContactConflict`) when the contact has changed
 * meanwhile. Nothing for a contact that is not there. A declared field's value is given as text; one that is not of the field's type
 * leaves the field as it is.
 *
 * @throws AppError `invalid_request` when the contact would hold too much.
 */
export async function planContactPatch(
  ctx: ScopedContext,
  id: Id<"contact">,
  patchOf: (row: ContactRow) => ProfilePatch,
): Promise<{ readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] }> {
  const target = { kind: "id", value: id } as const;
  const known = await readKnown(ctx, { keys: [], externalIds: [], target, fieldKeys: "all" });
  if (known.target === undefined) return { statements: [], events: [] };
  const book = new ContactBook(ctx, known);
  const { fields, ...patch } = patchOf(known.target);
  const fitting = fields ? { fields: fittingFields(known.rules, fields) } : { fields };
  book.change(known.target, { patch: { ...patch, ...fitting }, pointer: "" });
  return book.writes();
}
