/** Links by which people agree. */
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const optInLinks = sqliteTable("opt_in_links", {
  id: text("id").$type<Id<"optInLink">>().primaryKey(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  name: text("name").notNull(),
  keyword: text("keyword").notNull(),
  /** What stands in the person's message box; null for the keyword. */
  prefilled: text("prefilled"),
  statement: text("statement").notNull(),
  statementLanguage: text("statement_language"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});
