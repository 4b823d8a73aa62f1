import { AppError, notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findContactNote, type ContactNoteRow } from "#features/contacts/queries-notes";
import { requirePerson } from "#features/contacts/require-person";
import type { ScopedContext } from "#platform/context";

/** @throws AppError `not_found`; `not_author` when somebody else wrote it; a selector's own. */
export async function requireOwnNote(
  ctx: ScopedContext,
  { contact, note }: { readonly contact: string; readonly note: string },
): Promise<ContactNoteRow> {
  const { all } = await requirePerson(ctx, contact);
  const row = isId("note", note) ? await findContactNote(ctx.db, all, note) : undefined;
  if (row === undefined) throw notFound();
  if (row.author !== ctx.actor.id)
    throw new AppError("not_author", "A note is changed and deleted by who wrote it.");
  return row;
}
