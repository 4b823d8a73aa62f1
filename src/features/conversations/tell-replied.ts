import { isId, type Id } from "#core/ids";
import { findConversation } from "#features/conversations/queries";
import { findReplied } from "#features/conversations/queries-replied";
import { tellRead } from "#features/conversations/receipt";
import type { EventSubscriber, StoredEvent } from "#features/events/index";
import type { ScopedContext } from "#platform/context";

/** Rings for conversations in which a member's message was sent, on numbers that tell then that the person's were read. */
export const repliedSubscriber: EventSubscriber = {
  name: "replied",
  types: new Set(["message.sent"]),
  take: ringReplied,
};

async function ringReplied(ctx: ScopedContext, events: readonly StoredEvent[]): Promise<void> {
  const ids = events.flatMap(({ data }) => {
    const id = data["message_id"];
    return data["campaign_id"] === null && typeof id === "string" && isId("message", id)
      ? [id]
      : [];
  });
  for (const conversationId of await findReplied(ctx.db, ids))
    await ctx.enqueue({ kind: "conversation.receipt", tenantId: ctx.tenant.id, conversationId });
}

/** Tell the person of a conversation that the newest of what they wrote was read. A lost or doubled call does no harm. */
export async function tellReplied(ctx: ScopedContext, id: Id<"conversation">): Promise<void> {
  const row = await findConversation(ctx.db, id);
  if (row !== undefined) await tellRead(ctx, row, "on_reply");
}
