import type { messages } from "#db/tenant/schema";

export type MessageRow = typeof messages.$inferSelect;
