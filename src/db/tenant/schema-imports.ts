/** Files of contacts that come in. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import type { ImportFile, ImportProblem, ImportSettings, PackedReport } from "#core/import/shapes";
import { IMPORT_STATUSES } from "#core/import/states";
import { instant } from "#db/tenant/instant";

export const imports = sqliteTable("imports", {
  id: text("id").$type<Id<"import">>().primaryKey(),
  status: text("status", { enum: IMPORT_STATUSES }).notNull(),
  dryRun: integer("dry_run", { mode: "boolean" }).notNull().default(false),
  /** Null once its bytes have left the bucket. */
  objectKey: text("object_key"),
  fileName: text("file_name"),
  size: integer("size"),
  sha256: text("sha256"),
  file: text("file", { mode: "json" }).$type<ImportFile>(),
  settings: text("settings", { mode: "json" }).$type<ImportSettings>(),
  /** SHA-256 of the file's own hash and the settings. */
  fingerprint: text("fingerprint"),
  /** The import of the same file with the same settings that came before. */
  repeats: text("repeats").$type<Id<"import">>(),
  /** Bytes of the file that are done with. */
  cursor: integer("cursor").notNull().default(0),
  /** The line that stands at the cursor. */
  line: integer("line").notNull().default(0),
  /** How many slices are written; the next has this number. */
  slices: integer("slices").notNull().default(0),
  created: integer("created").notNull().default(0),
  updated: integer("updated").notNull().default(0),
  unchanged: integer("unchanged").notNull().default(0),
  rejected: integer("rejected").notNull().default(0),
  granted: integer("granted").notNull().default(0),
  withheld: integer("withheld").notNull().default(0),
  reported: integer("reported").notNull().default(0),
  undoneSlices: integer("undone_slices").notNull().default(0),
  removed: integer("removed").notNull().default(0),
  kept: integer("kept").notNull().default(0),
  error: text("error", { mode: "json" }).$type<ImportProblem>(),
  actor: text("actor").notNull(),
  createdAt: instant("created_at").notNull(),
  startedAt: instant("started_at"),
  endedAt: instant("ended_at"),
  dueAt: instant("due_at"),
});

export const importSlices = sqliteTable(
  "import_slices",
  {
    importId: text("import_id").$type<Id<"import">>().notNull(),
    n: integer("n").notNull(),
    /** Whom the slice made, and their `updated_at` as it left them. */
    created: text("created", { mode: "json" })
      .$type<readonly (readonly [Id<"contact">, number])[]>()
      .notNull(),
    /** Whom it named beside them. */
    known: text("known", { mode: "json" }).$type<readonly Id<"contact">[]>().notNull(),
    /** Null once they are kept no longer. */
    reports: text("reports", { mode: "json" }).$type<readonly PackedReport[]>(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.n] })],
);
