import { findConversation } from "#features/conversations/queries";
import type { ScopedContext } from "#platform/context";
import { noteRead } from "#platform/note-read";

/** Somebody who opens a conversation that another member has leaves a trace of it, once a day. A key has no conversations. */
export function noteOpened(ctx: ScopedContext, id: string): void {
  const { actor, db } = ctx;
  if (actor.kind !== "user") return;
  noteRead(ctx, { action: "conversation.read", target: id }, async () => {
    const assignee = (await findConversation(db, id))?.assignee ?? null;
    return assignee !== null && assignee !== actor.id;
  });
}
