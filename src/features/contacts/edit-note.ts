import { requireOwnNote } from "#features/contacts/require-own-note";
import type { ContactNoteBody, ContactNoteView } from "#features/contacts/schemas-notes";
import { contactNoteView } from "#features/contacts/view-notes";
import { rewriteContactNote } from "#features/contacts/writes-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Set what a note of one's own says. @throws AppError `not_found`, `not_author`, and a selector's own. */
export async function editContactNote(
  ctx: TenantContext,
  of: { readonly contact: string; readonly note: string },
  { text }: ContactNoteBody,
): Promise<ContactNoteView> {
  requireScope(ctx, "contacts:write");

  const was = await requireOwnNote(ctx, of);
  const row = { ...was, text, editedAt: ctx.nowMs() };
  const view = contactNoteView(row);
  await commit(ctx, {
    statements: [rewriteContactNote(ctx.db, row)],
    audit: { action: "contact.edit_note", target: row.contactId, changes: { note: row.id } },
    answer: { status: 200, body: view },
  });
  return view;
}
