/** When the business is open. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Holidays, Weekly } from "#core/hours/business-hours";
import { instant } from "#db/tenant/instant";

export const businessHours = sqliteTable("business_hours", {
  id: integer("id").primaryKey(),
  /** IANA name; null: the workspace's. */
  timezone: text("timezone"),
  weekly: text("weekly", { mode: "json" }).$type<Weekly>().notNull(),
  holidays: text("holidays", { mode: "json" }).$type<Holidays>().notNull(),
  updatedAt: instant("updated_at").notNull(),
});
