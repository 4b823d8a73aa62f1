import type { conversations } from "#db/tenant/schema";

export type ConversationRow = typeof conversations.$inferSelect;
