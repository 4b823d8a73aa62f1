/** Where a conversation stands. A message of the person opens it again. */
export const CONVERSATION_STATUSES = ["open", "pending", "snoozed", "resolved"] as const;
