/** What AI drafts, and what was spent on it. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Brief } from "#core/draft/brief";
import { AI_OUTCOMES, type AiFault } from "#core/draft/states";
import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";
import { templateComponents } from "#db/tenant/template-components";

export const drafts = sqliteTable("drafts", {
  id: text("id").$type<Id<"draft">>().primaryKey(),
  /** The brief as it was sent. */
  asked: text("asked", { mode: "json" }).$type<Brief>().notNull(),
  name: text("name").notNull(),
  components: templateComponents("components").notNull(),
  /** The variable's name by where its value goes, e.g. `body.1`. */
  variables: text("variables", { mode: "json" }).$type<Record<string, string>>().notNull(),
  model: text("model").notNull(),
  /** The template that was made of it. */
  templateId: text("template_id").$type<Id<"template">>(),
  createdAt: instant("created_at").notNull(),
  acceptedAt: instant("accepted_at"),
});

export const aiLedger = sqliteTable("ai_ledger", {
  id: text("id").$type<Id<"aiCall">>().primaryKey(),
  at: instant("at").notNull(),
  outcome: text("outcome", { enum: AI_OUTCOMES }).notNull(),
  fault: text("fault").$type<AiFault>(),
  model: text("model").notNull(),
  rounds: integer("rounds").notNull(),
  inputTokens: integer("input_tokens"),
  outputTokens: integer("output_tokens"),
  /** Millionths of a US dollar. */
  costMicros: integer("cost_micros"),
  /** Of the first request's body, hex. */
  inputSha256: text("input_sha256").notNull(),
  /** Names of the members that the brief filled. */
  fields: text("fields", { mode: "json" }).$type<readonly string[]>().notNull(),
  draftId: text("draft_id").$type<Id<"draft">>(),
  keyHash: text("key_hash"),
});

export const aiSettings = sqliteTable("ai_settings", {
  id: integer("id").primaryKey(),
  enabled: integer("enabled", { mode: "boolean" }).notNull(),
  models: text("models", { mode: "json" }).$type<readonly string[]>(),
  monthlyCap: integer("monthly_cap").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

export const aiUsage = sqliteTable("ai_usage", {
  span: text("span").primaryKey(),
  drafts: integer("drafts").notNull(),
});
