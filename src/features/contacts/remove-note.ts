import { requireOwnNote } from "#features/contacts/require-own-note";
import { deleteContactNote } from "#features/contacts/writes-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Delete a note of one's own. @throws AppError `not_found`, `not_author`, and a selector's own. */
export async function removeContactNote(
  ctx: TenantContext,
  of: { readonly contact: string; readonly note: string },
): Promise<void> {
  requireScope(ctx, "contacts:write");

  const row = await requireOwnNote(ctx, of);
  await commit(ctx, {
    statements: [deleteContactNote(ctx.db, row)],
    audit: { action: "contact.delete_note", target: row.contactId, changes: { note: row.id } },
    answer: { status: 204, body: null },
  });
}
