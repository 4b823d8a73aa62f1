/** What goes out as files. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import {
  EXPORT_FORMATS,
  EXPORT_RESOURCES,
  EXPORT_STATUSES,
  type ExportPiece,
} from "#core/export/states";
import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const exports_ = sqliteTable("exports", {
  id: text("id").$type<Id<"export">>().primaryKey(),
  status: text("status", { enum: EXPORT_STATUSES }).notNull(),
  resource: text("resource", { enum: EXPORT_RESOURCES }).notNull(),
  format: text("format", { enum: EXPORT_FORMATS }).notNull(),
  /** Of contacts: JSON that the filter's grammar accepted. */
  filter: text("filter", { mode: "json" }).$type<object>(),
  /** The table that is read, and the last row that was; null at the beginning. */
  cursor: text("cursor", { mode: "json" }).$type<{
    readonly table: ExportPiece["table"];
    readonly after: string | null;
  }>(),
  pieces: text("pieces", { mode: "json" }).$type<readonly ExportPiece[]>().notNull().default([]),
  /** Links that were used. */
  used: text("used", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
  rowCount: integer("row_count").notNull().default(0),
  actor: text("actor").notNull(),
  createdAt: instant("created_at").notNull(),
  endedAt: instant("ended_at"),
  dueAt: instant("due_at"),
});
