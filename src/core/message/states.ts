/** Every state of a message, in the order of its way. `received` is the only one of an inbound message. */
export const MESSAGE_STATES = [
  "received",
  "scheduled",
  "queued",
  "sending",
  "accepted",
  "held",
  "sent",
  "delivered",
  "read",
  "played",
  "failed",
  "unknown",
  "skipped",
  "cancelled",
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const MESSAGE_DIRECTIONS = ["inbound", "outbound"] as const;

/** What an outgoing message is for: `marketing` needs a grant, `service` is free-form content in an open window. */
export const MESSAGE_PURPOSES = ["marketing", "transactional", "service"] as const;
export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number];
