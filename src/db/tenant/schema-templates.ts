/** What became of templates, beside the templates themselves. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import type { Difference } from "#core/template/diff";
import { instant } from "#db/tenant/instant";

export const templateHistory = sqliteTable(
  "template_history",
  {
    templateId: text("template_id").$type<Id<"template">>().notNull(),
    /** Counts up from 1 in each template. */
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    act: text("act", { enum: ["submitted", "edited", "told", "found", "missing"] }).notNull(),
    changes: text("changes", { mode: "json" }).$type<readonly Difference[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.templateId, table.seq] })],
);

/** Of templates that were deleted here. */
export const goneOptOutButtons = sqliteTable("gone_opt_out_buttons", {
  templateId: text("template_id").$type<Id<"template">>().primaryKey(),
  /** What their quick replies say that stop marketing. */
  texts: text("texts", { mode: "json" }).$type<readonly string[]>().notNull(),
});
