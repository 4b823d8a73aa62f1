import { requireMembers } from "#features/conversations/require-member";
import { requireOwnNote } from "#features/conversations/require-own-note";
import type { NoteBody, NoteView } from "#features/conversations/schemas-notes";
import { noteView } from "#features/conversations/view-notes";
import { rewriteNote } from "#features/conversations/writes-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Set what a note of one's own says. @throws AppError `not_found`, of `/mentions/<n>` too; `not_author`. */
export async function editNote(
  ctx: TenantContext,
  of: { readonly conversation: string; readonly note: string },
  { text, mentions }: NoteBody,
): Promise<NoteView> {
  requireScope(ctx, "inbox:write");

  const was = await requireOwnNote(ctx, of);
  const members = await requireMembers(
    ctx,
    mentions.map((user, i) => ({ id: user, pointer: `/mentions/${i}` })),
  );
  const row = { ...was, text, mentions: members, editedAt: ctx.nowMs() };
  const view = noteView(row);
  await commit(ctx, {
    statements: rewriteNote(ctx.db, row, was),
    audit: {
      action: "conversation.edit_note",
      target: row.conversationId,
      changes: { note: row.id },
    },
    answer: { status: 200, body: view },
  });
  return view;
}
