import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";

/**
 * Told with the first message of a contact on a number. It stands here because messages open conversations: the slice
 * `conversations` uses this one, and not the reverse.
 */
export const conversationCreated = (of: {
  readonly conversationId: Id<"conversation">;
  readonly contactId: Id<"contact">;
  readonly numberId: Id<"number">;
}): NewEvent => ({
  type: "conversation.created",
  data: {
    conversation_id: of.conversationId,
    contact_id: of.contactId,
    number_id: of.numberId,
  },
});
