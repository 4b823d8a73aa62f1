/** Where old messages lie. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const archiveObjects = sqliteTable("archive_objects", {
  /** In the workspace's part of the bucket. */
  objectKey: text("object_key").primaryKey(),
  state: text("state", { enum: ["writing", "stored", "dropped"] }).notNull(),
  firstId: text("first_id").$type<Id<"message">>().notNull(),
  lastId: text("last_id").$type<Id<"message">>().notNull(),
  messages: integer("messages").notNull(),
  /** Compressed. */
  bytes: integer("bytes").notNull(),
  /** Of the compressed bytes, hex. */
  sha256: text("sha256").notNull(),
  /** When its oldest message came into being. */
  oldestAt: instant("oldest_at").notNull(),
  writtenAt: instant("written_at").notNull(),
});

export const archiveThreads = sqliteTable(
  "archive_threads",
  {
    thread: text("thread").$type<Id<"conversation"> | Id<"contact">>().notNull(),
    firstId: text("first_id").$type<Id<"message">>().notNull(),
    lastId: text("last_id").$type<Id<"message">>().notNull(),
    objectKey: text("object_key").notNull(),
  },
  (table) => [primaryKey({ columns: [table.thread, table.firstId] })],
);
