/** Where events are posted to, what was posted, and what is posted again. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { WEBHOOK_PAYLOADS, WEBHOOK_STATUSES, type DisableReason } from "#core/webhook/states";
import { instant } from "#db/tenant/instant";

export const webhooks = sqliteTable("webhooks", {
  id: text("id").$type<Id<"webhook">>().primaryKey(),
  url: text("url").notNull(),
  types: text("types", { mode: "json" }).$type<readonly string[]>().notNull(),
  /** Null: of all numbers. */
  numbers: text("numbers", { mode: "json" }).$type<readonly Id<"number">[]>(),
  payload: text("payload", { enum: WEBHOOK_PAYLOADS }).notNull(),
  headerNames: text("header_names", { mode: "json" }).$type<readonly string[]>().notNull(),
  /** JSON of names and values. */
  headersSealed: text("headers_sealed"),
  secretSealed: text("secret_sealed").notNull(),
  /** The secret before this one, which signs too until `oldSecretEndsAt`. */
  oldSecretSealed: text("old_secret_sealed"),
  oldSecretEndsAt: instant("old_secret_ends_at"),
  status: text("status", { enum: WEBHOOK_STATUSES }).notNull(),
  disabledReason: text("disabled_reason").$type<DisableReason>(),
  /** The last sequence of the ledger that was taken for it. */
  cursor: integer("cursor").notNull(),
  /** What is sent once more: behind the one, up to and with the other. */
  replaySeq: integer("replay_seq"),
  replayTo: integer("replay_to"),
  firstFailedAt: instant("first_failed_at"),
  failedRuns: integer("failed_runs").notNull(),
  pausedUntil: instant("paused_until"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  /** Deleted; the row stays until its log is gone. */
  deletedAt: instant("deleted_at"),
});

export const webhookLog = sqliteTable(
  "webhook_log",
  {
    webhookId: text("webhook_id").$type<Id<"webhook">>().notNull(),
    /** What the ids of its attempts begin with. */
    id: text("id").notNull(),
    /** Of first attempts: the last sequence. */
    lastSeq: integer("last_seq"),
    /** Whose data stands in the bodies. */
    contacts: text("contacts", { mode: "json" }).$type<readonly Id<"contact">[]>().notNull(),
    /** Compressed JSON in base64. */
    attempts: text("attempts").notNull(),
  },
  (table) => [primaryKey({ columns: [table.webhookId, table.id] })],
);

export const webhookRetries = sqliteTable(
  "webhook_retries",
  {
    webhookId: text("webhook_id").$type<Id<"webhook">>().notNull(),
    seq: integer("seq").notNull(),
    /** That were made. */
    attempts: integer("attempts").notNull(),
    nextAttemptAt: instant("next_attempt_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.webhookId, table.seq] })],
);
