/** The part of the catalogue that tells of messages. */
import { z } from "zod";

import { event, instant } from "#core/event/event-shape";
import { idSchema } from "#core/id-schema";

/** What every event about a message says. `status` repeats the event's name, for readers of one field. */
const message = {
  message_id: idSchema("message"),
  status: z.string(),
  number_id: idSchema("number"),
  contact_id: idSchema("contact"),
  conversation_id: idSchema("conversation").nullable(),
  campaign_id: idSchema("campaign").nullable(),
  /** The caller's own reference. */
  client_ref: z.string().nullable(),
};

export const MESSAGE_EVENTS = {
  "message.received": event("A person wrote.", { ...message, type: z.string(), at: instant }),
  "message.reaction": event(
    "A person reacted to a message, or took a reaction back; told beside `message.received`.",
    {
      ...message,
      /** The message that the reaction is about; null when it is not here. */
      reacted_to: idSchema("message").nullable(),
      taken_back: z.boolean(),
      at: instant,
    },
  ),
  "message.edited": event(
    "A person edited what they wrote, or the business what it wrote on its phone.",
    { ...message, at: instant },
  ),
  "message.deleted": event(
    "A person took back what they wrote, or the business what it wrote on its phone; its content is gone.",
    { ...message, at: instant },
  ),
  "message.echoed": event("The business wrote to a person on its own phone.", {
    ...message,
    type: z.string(),
    at: instant,
  }),
  "message.media_ready": event("The file of a message that Meta told of can be downloaded.", {
    ...message,
    media_id: idSchema("media"),
  }),
  "message.scheduled": event("A message waits for an instant at which it is to be sent.", {
    ...message,
    send_at: instant,
  }),
  "message.cancelled": event("A message that was to be sent was taken back.", message),
  "message.skipped": event("A scheduled message was not sent: the person may not be written to.", {
    ...message,
    reason: z.string(),
  }),
  "message.queued": event("A message was taken over for sending.", message),
  "message.requeued": event("Meta refused a message for now; it is tried again by itself.", {
    ...message,
    meta_code: z.int(),
    attempt: z.int(),
  }),
  "message.held": event("Meta holds the message back until it has judged the template.", message),
  "message.sent": event("Meta sent the message.", { ...message, at: instant }),
  "message.delivered": event("The message is on the handset.", { ...message, at: instant }),
  "message.read": event("The person opened the message.", { ...message, at: instant }),
  "message.played": event("The person played the voice message.", { ...message, at: instant }),
  "message.failed": event("Meta did not take or deliver the message.", {
    ...message,
    at: instant,
    error: z.strictObject({
      code: z.string(),
      /** Null when Meta gave none. */
      meta_code: z.int().nullable(),
      title: z.string(),
      remedy: z.string(),
      retryable: z.boolean(),
    }),
  }),
  "message.unknown": event(
    "Nobody can tell yet whether Meta took the message; it is not sent again.",
    { ...message, reason: z.string() },
  ),
} as const;
