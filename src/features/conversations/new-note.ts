import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { noteAdded } from "#features/conversations/events";
import type { ConversationRow } from "#features/conversations/queries";
import type { NoteRow } from "#features/conversations/queries-notes";
import { keepConversation } from "#features/conversations/writes";
import { insertNote } from "#features/conversations/writes-notes";
import type { ScopedContext } from "#platform/context";

/** A note to be written by the act that it is a part of. The conversation has a row then, so that it is found. */
export function newNote(
  ctx: ScopedContext,
  conversation: ConversationRow,
  { text, mentions }: { readonly text: string; readonly mentions: readonly Id<"user">[] },
): { readonly row: NoteRow; readonly statements: Statement[]; readonly events: NewEvent[] } {
  const row: NoteRow = {
    conversationId: conversation.id,
    id: ctx.newId("note"),
    author: ctx.actor.id,
    text,
    mentions,
    createdAt: ctx.nowMs(),
    editedAt: null,
  };
  return {
    row,
    statements: [keepConversation(ctx.db, conversation, []), ...insertNote(ctx.db, row)],
    events: [noteAdded(conversation, row)],
  };
}
