import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { MESSAGE_DIRECTIONS } from "#core/message/states";

/** Told once the file of a message that Meta told of is here: a person's, or one from the business's phone. */
export const mediaReady = (
  mediaId: Id<"media">,
  message: {
    readonly id: Id<"message">;
    readonly direction: (typeof MESSAGE_DIRECTIONS)[number];
    readonly numberId: Id<"number">;
    readonly contactId: Id<"contact">;
    readonly conversationId: Id<"conversation"> | null;
  },
): NewEvent => ({
  type: "message.media_ready",
  data: {
    message_id: message.id,
    status: message.direction === "inbound" ? "received" : "sent",
    number_id: message.numberId,
    contact_id: message.contactId,
    conversation_id: message.conversationId,
    campaign_id: null,
    client_ref: null,
    media_id: mediaId,
  },
});
