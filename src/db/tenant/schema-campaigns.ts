/** Campaigns and whom they go to. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { CAMPAIGN_STATUSES } from "#core/campaign/states";
import type { Variables } from "#core/campaign/variables";
import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const campaigns = sqliteTable("campaigns", {
  id: text("id").$type<Id<"campaign">>().primaryKey(),
  name: text("name").notNull(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  templateId: text("template_id").$type<Id<"template">>().notNull(),
  /** The filter as it was given, a segment (with its filter from the launch on), an import, or the length of the list in `campaign_lists`; `{}` means everybody. */
  audience: text("audience", { mode: "json" })
    .$type<{
      readonly filter?: Record<string, unknown>;
      readonly segment_id?: Id<"segment">;
      readonly import_id?: Id<"import">;
      readonly contacts_count?: number;
    }>()
    .notNull(),
  variables: text("variables", { mode: "json" }).$type<Variables>().notNull(),
  paceMps: integer("pace_mps"),
  status: text("status", { enum: CAMPAIGN_STATUSES }).notNull(),
  pauseReason: text("pause_reason"),
  /** The first 23 characters that the ids of all its messages share; null until launch. */
  messagePrefix: text("message_prefix"),
  planCursor: text("plan_cursor"),
  planned: integer("planned").notNull(),
  nQueued: integer("n_queued").notNull(),
  nSending: integer("n_sending").notNull(),
  nAccepted: integer("n_accepted").notNull(),
  nHeld: integer("n_held").notNull(),
  nSent: integer("n_sent").notNull(),
  nDelivered: integer("n_delivered").notNull(),
  nRead: integer("n_read").notNull(),
  nPlayed: integer("n_played").notNull(),
  nFailed: integer("n_failed").notNull(),
  nUnknown: integer("n_unknown").notNull(),
  nSkipped: integer("n_skipped").notNull(),
  reachedAccepted: integer("reached_accepted").notNull(),
  reachedSent: integer("reached_sent").notNull(),
  skippedByReason: text("skipped_by_reason", { mode: "json" })
    .$type<Record<string, number>>()
    .notNull(),
  version: integer("version").notNull(),
  launchedAt: instant("launched_at"),
  completedAt: instant("completed_at"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  /** By Meta's code, or `unknown`; the sum is `nFailed`. */
  failedByCode: text("failed_by_code", { mode: "json" })
    .$type<Record<string, number>>()
    .notNull()
    .default({}),
});

/** A campaign's audience when it is a list; a row of its own, because the campaign's is rewritten with every block. */
export const campaignLists = sqliteTable("campaign_lists", {
  campaignId: text("campaign_id").$type<Id<"campaign">>().primaryKey(),
  contactIds: text("contact_ids", { mode: "json" }).$type<readonly Id<"contact">[]>().notNull(),
});
