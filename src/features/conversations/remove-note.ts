import { requireOwnNote } from "#features/conversations/require-own-note";
import { deleteNote } from "#features/conversations/writes-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Delete a note of one's own. @throws AppError `not_found`, `not_author`. */
export async function removeNote(
  ctx: TenantContext,
  of: { readonly conversation: string; readonly note: string },
): Promise<void> {
  requireScope(ctx, "inbox:write");

  const row = await requireOwnNote(ctx, of);
  await commit(ctx, {
    statements: deleteNote(ctx.db, row),
    audit: {
      action: "conversation.delete_note",
      target: row.conversationId,
      changes: { note: row.id },
    },
    answer: { status: 204, body: null },
  });
}
