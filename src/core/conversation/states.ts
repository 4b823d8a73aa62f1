/** Where a conversation stands. A message of the person opens it again. */
export const CONVERSATION_STATUSES = ["open", "pending", "snoozed", "resolved"] as const;
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** How urgent a conversation is, least first. */
export const CONVERSATION_PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type ConversationPriority = (typeof CONVERSATION_PRIORITIES)[number];

/** Where the service window of a conversation stands: `closing` in its last two hours, `never` when the person never wrote. */
export const WINDOW_STATES = ["open", "closing", "closed", "never"] as const;
export type WindowState = (typeof WINDOW_STATES)[number];

/** Who may change a conversation; `timer`: an instant that came. */
export const CONVERSATION_ACTORS = ["user", "api_key", "rule", "automation", "timer"] as const;
export type ConversationActor = (typeof CONVERSATION_ACTORS)[number];
