import { newNote } from "#features/conversations/new-note";
import { requireConversation } from "#features/conversations/require-conversation";
import { requireMembers } from "#features/conversations/require-member";
import type { NoteBody, NoteView } from "#features/conversations/schemas-notes";
import { noteView } from "#features/conversations/view-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Leave a note. @throws AppError `not_found`, of `/mentions/<n>` too. */
export async function addNote(ctx: TenantContext, id: string, body: NoteBody): Promise<NoteView> {
  requireScope(ctx, "inbox:write");

  const conversation = await requireConversation(ctx, id);
  const mentions = await requireMembers(
    ctx,
    body.mentions.map((user, i) => ({ id: user, pointer: `/mentions/${i}` })),
  );
  const { row, statements, events } = newNote(ctx, conversation, { text: body.text, mentions });
  const view = noteView(row);
  await commit(ctx, {
    statements,
    events,
    audit: { action: "conversation.note", target: conversation.id, changes: { note: row.id } },
    answer: { status: 201, body: view },
  });
  return view;
}
