/** What a team keeps beside its conversations. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

/** How many conversations each view holds; triggers of the migration keep it with every change of a conversation. */
export const conversationCounts = sqliteTable(
  "conversation_counts",
  {
    numberId: text("number_id").$type<Id<"number">>().notNull(),
    /** Empty for nobody. */
    assignee: text("assignee").$type<Id<"user"> | "">().notNull(),
    nAll: integer("n_all").notNull(),
    nWritten: integer("n_written").notNull(),
    nOpen: integer("n_open").notNull(),
    nUnread: integer("n_unread").notNull(),
    nNeedsReply: integer("n_needs_reply").notNull(),
  },
  (table) => [primaryKey({ columns: [table.numberId, table.assignee] })],
);

export const conversationNotes = sqliteTable(
  "conversation_notes",
  {
    conversationId: text("conversation_id").$type<Id<"conversation">>().notNull(),
    id: text("id").$type<Id<"note">>().notNull(),
    /** A member's id, an API key's, or that of whatever else acted. */
    author: text("author").notNull(),
    text: text("text").notNull(),
    mentions: text("mentions", { mode: "json" }).$type<readonly Id<"user">[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    editedAt: instant("edited_at"),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.id] })],
);
