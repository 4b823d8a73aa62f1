import type { CONVERSATION_STATUSES } from "#core/conversation/states";

/** Whether a conversation waits for us: it is open, and the last who wrote is the person. A campaign's message is no answer. */
export const needsReply = (conversation: {
  readonly status: (typeof CONVERSATION_STATUSES)[number];
  /** When somebody last wrote, Unix ms. */
  readonly lastAt: number;
  /** When the person last wrote, Unix ms; null: never. */
  readonly lastInboundAt: number | null;
}): boolean =>
  conversation.status === "open" &&
  conversation.lastInboundAt !== null &&
  conversation.lastInboundAt >= conversation.lastAt;
