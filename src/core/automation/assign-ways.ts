/** Whom a step gives a conversation: one member, members in turn, or nobody. */
export const ASSIGN_WAYS = ["user", "round_robin", "nobody"] as const;
export type AssignWay = (typeof ASSIGN_WAYS)[number];
