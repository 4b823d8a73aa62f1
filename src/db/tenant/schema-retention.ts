/** How long a workspace keeps what, and what it must not let go. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { HoldSubject } from "#core/retention/holds";
import { instant } from "#db/tenant/instant";

/** What was set; a class without a row has its default. */
export const retentionSettings = sqliteTable("retention_settings", {
  class: text("class").primaryKey(),
  days: integer("days").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** How far the sweep of each class has come. */
export const retentionSweeps = sqliteTable("retention_sweeps", {
  class: text("class").primaryKey(),
  startedAt: instant("started_at").notNull(),
  /** NULL while a pass is under way. */
  finishedAt: instant("finished_at"),
  /** Where the next step goes on; what it says is the class's own. */
  position: text("position").notNull(),
  /** What the pass has swept so far. */
  swept: integer("swept").notNull(),
  /** What the pass before swept. */
  lastSwept: integer("last_swept"),
});

export const legalHolds = sqliteTable("legal_holds", {
  subject: text("subject").$type<HoldSubject>().primaryKey(),
  reason: text("reason").notNull(),
  placedBy: text("placed_by").notNull(),
  placedAt: instant("placed_at").notNull(),
});
