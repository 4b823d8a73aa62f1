import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";

/** Told once the file of a person's message is here. */
export const mediaReady = (
  mediaId: Id<"media">,
  message: {
    readonly id: Id<"message">;
    readonly numberId: Id<"number">;
    readonly contactId: Id<"contact">;
    readonly conversationId: Id<"conversation"> | null;
  },
): NewEvent => ({
  type: "message.media_ready",
  data: {
    message_id: message.id,
    status: "received",
    number_id: message.numberId,
    contact_id: message.contactId,
    conversation_id: message.conversationId,
    campaign_id: null,
    client_ref: null,
    media_id: mediaId,
  },
});
