/** Rules and flows, their versions and runs, and the URLs that start them. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Definition } from "#core/automation/definition";
import type { HookAuth, HookMap } from "#core/automation/hook";
import type { HookSchema } from "#core/automation/hook-schema";
import { RUN_STATUSES, type Run } from "#core/automation/run-state";
import { AUTOMATION_STATUSES } from "#core/automation/states";
import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const automations = sqliteTable("automations", {
  id: text("id").$type<Id<"automation">>().primaryKey(),
  name: text("name").notNull(),
  kind: text("kind", { enum: ["rule", "flow"] }).notNull(),
  status: text("status", { enum: AUTOMATION_STATUSES }).notNull(),
  /** Counts changes. */
  revision: integer("revision").notNull(),
  /** Of the newest version; 0 before the first. */
  version: integer("version").notNull(),
  publishedAt: instant("published_at"),
  /** The revision that was published. */
  publishedRevision: integer("published_revision"),
  /** Of a schedule: when it is due next. */
  dueAt: instant("due_at"),
  /** Of a schedule that is being started: the last contact that it was started for. */
  dueAfter: text("due_after").$type<Id<"contact">>(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  /** The draft. */
  definition: text("definition", { mode: "json" }).$type<Definition>().notNull(),
});

/** Primary key: (automation_id, n). */
export const automationVersions = sqliteTable(
  "automation_versions",
  {
    automationId: text("automation_id").$type<Id<"automation">>().notNull(),
    n: integer("n").notNull(),
    publishedAt: instant("published_at").notNull(),
    publishedBy: text("published_by").notNull(),
    definition: text("definition", { mode: "json" }).$type<Definition>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.automationId, table.n] })],
);

export const automationRuns = sqliteTable("automation_runs", {
  id: text("id").$type<Id<"run">>().primaryKey(),
  automationId: text("automation_id").$type<Id<"automation">>().notNull(),
  /** The version that it goes through. */
  n: integer("n").notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
  numberId: text("number_id").$type<Id<"number">>(),
  conversationId: text("conversation_id").$type<Id<"conversation">>(),
  status: text("status", { enum: RUN_STATUSES }).notNull(),
  reason: text("reason"),
  /** What started it: the type of the trigger. */
  cause: text("cause").notNull(),
  /** How many runs started one another before it. */
  depth: integer("depth").notNull(),
  /** Counts turns. */
  revision: integer("revision").notNull(),
  wakeAt: instant("wake_at"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  state: text("state", { mode: "json" }).$type<Run>().notNull(),
});

/** How the runs of each version went: by step, and by `:started` and `:<status>` of those that are over. */
export const automationCounts = sqliteTable(
  "automation_counts",
  {
    automationId: text("automation_id").$type<Id<"automation">>().notNull(),
    n: integer("n").notNull(),
    counts: text("counts", { mode: "json" }).$type<Readonly<Record<string, number>>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.automationId, table.n] })],
);

export const triggers = sqliteTable("triggers", {
  id: text("id").$type<Id<"trigger">>().primaryKey(),
  automationId: text("automation_id").$type<Id<"automation">>().notNull(),
  auth: text("auth", { mode: "json" }).$type<HookAuth>().notNull(),
  /** SHA-256 of the token, hex. */
  secretHash: text("secret_hash"),
  secretSealed: text("secret_sealed"),
  schema: text("schema", { mode: "json" }).$type<HookSchema>().notNull(),
  map: text("map", { mode: "json" }).$type<HookMap>().notNull(),
  /** JSON pointer into what is posted. */
  dedupeKey: text("dedupe_key"),
  createdAt: instant("created_at").notNull(),
});
