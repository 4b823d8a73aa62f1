/** What happened, counted. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Counts } from "#core/analytics/tally";

export const activity = sqliteTable(
  "activity",
  {
    /** Quarters of an hour since 1970. */
    slot: integer("slot").notNull(),
    /** Empty for what belongs to no number. */
    numberId: text("number_id").notNull(),
    /** The last event that is counted in the row. */
    seq: integer("seq").notNull(),
    counts: text("counts", { mode: "json" }).$type<Counts>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.slot, table.numberId] })],
);
