/** What a workspace keeps about its contacts as a whole. */
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

/** Filters over contacts under a name. */
export const segments = sqliteTable("segments", {
  id: text("id").$type<Id<"segment">>().primaryKey(),
  name: text("name").notNull(),
  /** The name as `foldTag` folds it; unique. */
  nameKey: text("name_key").notNull(),
  /** As it was given; it parses. */
  filter: text("filter", { mode: "json" }).$type<object>().notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});
