import { notFound } from "#core/errors";
import { requirePerson } from "#features/contacts/require-person";
import type { ContactNoteBody, ContactNoteView } from "#features/contacts/schemas-notes";
import { contactNoteView } from "#features/contacts/view-notes";
import { insertContactNote, isContactGone } from "#features/contacts/writes-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Write a note of a person, apart from any conversation. @throws AppError `not_found`, and a selector's own. */
export async function addContactNote(
  ctx: TenantContext,
  selector: string,
  { text }: ContactNoteBody,
): Promise<ContactNoteView> {
  requireScope(ctx, "contacts:write");

  const { id: contactId } = await requirePerson(ctx, selector);
  const row = {
    contactId,
    id: ctx.newId("note"),
    author: ctx.actor.id,
    text,
    createdAt: ctx.nowMs(),
    editedAt: null,
  };
  const view = contactNoteView(row);
  try {
    await commit(ctx, {
      statements: insertContactNote(ctx.db, row),
      audit: { action: "contact.note", target: contactId, changes: { note: row.id } },
      answer: { status: 201, body: view },
    });
  } catch (error) {
    throw isContactGone(error) ? notFound() : error;
  }
  return view;
}
