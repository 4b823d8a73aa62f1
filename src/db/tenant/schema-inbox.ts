/** What a team keeps beside its conversations. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { ASSIGNMENT_WAYS, type AssignmentConditions } from "#core/assignment/choose";
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

/** The notes that name somebody, by whom they name. */
export const noteMentions = sqliteTable(
  "note_mentions",
  {
    userId: text("user_id").$type<Id<"user">>().notNull(),
    noteId: text("note_id").$type<Id<"note">>().notNull(),
    conversationId: text("conversation_id").$type<Id<"conversation">>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.noteId] })],
);

/** Up to which note somebody has seen where they are named. */
export const mentionMarks = sqliteTable("mention_marks", {
  userId: text("user_id").$type<Id<"user">>().primaryKey(),
  readUpTo: text("read_up_to").$type<Id<"note">>().notNull(),
});

/** What was asked for with a message that waits for its instant. */
export const scheduledMessages = sqliteTable("scheduled_messages", {
  messageId: text("message_id").$type<Id<"message">>().primaryKey(),
  /** The call's body as its schema read it. */
  body: text("body", { mode: "json" }).$type<unknown>().notNull(),
  /** How late it may still be sent, ms. */
  lateMaxMs: integer("late_max_ms").notNull(),
});

/** How far messages from before there was a search are filed. The index itself is a virtual table, `message_search`. */
export const searchBackfill = sqliteTable("search_backfill", {
  id: integer("id").primaryKey(),
  /** Messages with an id below are left. */
  before: text("before").notNull(),
  /** The place of the next one in the index; it goes down. */
  nextRow: integer("next_row").notNull(),
});

/** Answers that a team writes often. */
export const quickReplies = sqliteTable("quick_replies", {
  id: text("id").$type<Id<"quickReply">>().primaryKey(),
  shortcut: text("shortcut").notNull(),
  text: text("text").notNull(),
  mediaId: text("media_id").$type<Id<"media">>(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Who is given conversations that nobody has. */
export const assignmentRules = sqliteTable("assignment_rules", {
  id: text("id").$type<Id<"assignmentRule">>().primaryKey(),
  /** Rules are tried from the lowest on. */
  place: integer("place").notNull(),
  name: text("name").notNull(),
  enabled: integer("enabled", { mode: "boolean" }).notNull(),
  conditions: text("conditions", { mode: "json" }).$type<AssignmentConditions>().notNull(),
  how: text("how", { enum: ASSIGNMENT_WAYS }).notNull(),
  members: text("members", { mode: "json" }).$type<readonly Id<"user">[]>().notNull(),
  /** How often a conversation was given. */
  turn: integer("turn").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Up to which instant the ends of windows were told of. */
export const windowMarks = sqliteTable("window_marks", {
  name: text("name").$type<"closing" | "closed">().primaryKey(),
  toldUntil: instant("told_until").notNull(),
});
