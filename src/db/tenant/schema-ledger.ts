/** What was done and what came in: ledgers and marks, beside the tables of what there is. */
import { sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const events = sqliteTable("events", {
  /** Sequence of the row's last event. */
  seq: integer("seq").primaryKey(),
  count: integer("count").notNull(),
  at: instant("at").notNull(),
  /** Highest mailbox sequence applied when the row was written. */
  drained: integer("drained").notNull(),
  body: text("body").notNull(),
  changes: text("changes"),
});

export const orphanStatuses = sqliteTable("orphan_statuses", {
  messageId: text("message_id").notNull(),
  status: text("status").notNull(),
  at: instant("at").notNull(),
  body: text("body").notNull(),
});

/** Identities under which a person withdrew and which no contact has, by keyed hash. */
export const withdrawnIdentities = sqliteTable("withdrawn_identities", {
  keyHash: text("key_hash").primaryKey(),
  withdrawnAt: instant("withdrawn_at").notNull(),
});

/** Deliveries that only their hash can recognise; Meta repeats them for days. */
export const seenChanges = sqliteTable("seen_changes", {
  key: text("key").primaryKey(),
  at: instant("at").notNull(),
});

export const auditLogs = sqliteTable("audit_logs", {
  seq: integer("seq").primaryKey(),
  id: text("id").$type<Id<"audit">>().notNull(),
  at: instant("at").notNull(),
  actorKind: text("actor_kind").notNull(),
  actorId: text("actor_id"),
  action: text("action").notNull(),
  target: text("target"),
  ip: text("ip"),
  userAgent: text("user_agent"),
  requestId: text("request_id").notNull(),
  outcome: text("outcome").notNull(),
  changes: text("changes", { mode: "json" }),
  /** Of no use: the links of stretches are in `audit_seals`. */
  hash: text("hash"),
  /** Hashed along with the addresses; null once those are taken out. */
  salt: text("salt").default(sql`(lower(hex(randomblob(16))))`),
  /** The digest of addresses that were taken out, by which they stand in the chain. */
  addressesSha256: text("addresses_sha256"),
});

/** The link behind the last row of each sealed stretch of the audit trail. */
export const auditSeals = sqliteTable("audit_seals", {
  toSeq: integer("to_seq").primaryKey(),
  hash: text("hash").notNull(),
  sealedAt: instant("sealed_at").notNull(),
});

export const idempotency = sqliteTable("idempotency", {
  /** The UTC day of writing, then the hash: see platform/idempotency. */
  keyHash: text("key_hash").primaryKey(),
  fingerprint: text("fingerprint").notNull(),
  status: integer("status").notNull(),
  body: text("body").notNull(),
  createdAt: instant("created_at").notNull(),
});
