import { sql } from "drizzle-orm";
import { customType, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { ACCOUNT_TOKEN_KINDS } from "#core/account/account-token";
import type { NumberAccess } from "#core/account/number-access";
import { SESSION_KINDS } from "#core/account/session-kind";
import type { AlertKind } from "#core/alert/kinds";
import { isId, type Id } from "#core/ids";
import { ROLES, type Scope } from "#core/scopes";
import type { ClosingCounts, ClosingPlace } from "#core/tenant/closing";
import { TENANT_STATES } from "#core/tenant/states";

/** Settings of a workspace that its owner may change. */
export interface TenantSettings {
  /** ISO 3166-1 alpha-2; lets phone numbers be given without a country code. */
  readonly default_country?: string;
}

export const users = sqliteTable("users", {
  id: text("id").$type<Id<"user">>().primaryKey(),
  fullName: text("full_name").notNull(),
  email: text("email").notNull(),
  timezone: text("timezone").notNull(),
  locale: text("locale").notNull(),
  passwordHash: text("password_hash").notNull(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull(),
  policyAcceptedAt: integer("policy_accepted_at").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  /** What was accepted: a version of ours, or the address of a policy that stands elsewhere. */
  policyVersion: text("policy_version"),
  policySha256: text("policy_sha256"),
  /** Which password it is, counted from 1. */
  loginVersion: integer("login_version").notNull().default(1),
});

export const pool = sqliteTable("pool", {
  binding: text("binding").primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>(),
  /** Since when it is emptied and not handed out, Unix ms; it keeps the id of the workspace that it was of. */
  retiredAt: integer("retired_at"),
});

/**
 * The database of a workspace; null until the first act that needs one. The column is NOT NULL and UNIQUE since the first migration,
 * and a table is never made anew on D1, where rows that point at it may be lost: until then it holds the workspace's own id.
 */
const databaseBinding = customType<{ data: string | null; driverData: string }>({
  dataType: () => "text",
  fromDriver: (stored) => (isId("tenant", stored) ? null : stored),
});

export const tenants = sqliteTable("tenants", {
  id: text("id").$type<Id<"tenant">>().primaryKey(),
  name: text("name").notNull(),
  timezone: text("timezone").notNull(),
  binding: databaseBinding("binding").notNull(),
  state: text("state", { enum: TENANT_STATES }).notNull(),
  settings: text("settings", { mode: "json" }).$type<TenantSettings>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** When a workspace that its owner closed is gone, Unix ms. */
  closingAt: integer("closing_at"),
});

/** The ends of workspaces, under way and over: what is left of one is its row here. */
export const closings = sqliteTable("closings", {
  tenantId: text("tenant_id").$type<Id<"tenant">>().primaryKey(),
  /** The database that it had. */
  binding: text("binding"),
  dueAt: integer("due_at").notNull(),
  beganAt: integer("began_at").notNull(),
  endedAt: integer("ended_at"),
  place: text("place", { mode: "json" }).$type<ClosingPlace>().notNull(),
  /** How much left each store. */
  counts: text("counts", { mode: "json" }).$type<ClosingCounts>().notNull(),
});

export const memberships = sqliteTable("memberships", {
  id: text("id").$type<Id<"membership">>().primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  role: text("role", { enum: ROLES }).notNull(),
  createdAt: integer("created_at").notNull(),
  /** The numbers that they may know of; null: every one. */
  numbers: text("numbers", { mode: "json" }).$type<NumberAccess>(),
});

export const sessions = sqliteTable("sessions", {
  id: text("id").$type<Id<"session">>().primaryKey(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  kind: text("kind", { enum: SESSION_KINDS }).notNull().default("token"),
  ip: text("ip"),
  userAgent: text("user_agent"),
  createdAt: integer("created_at").notNull(),
  lastUsedAt: integer("last_used_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  revokedAt: integer("revoked_at"),
  /** When the person proved who they are; null: when the session began. */
  provenAt: integer("proven_at"),
});

export const refreshTokens = sqliteTable("refresh_tokens", {
  /** SHA-256 of the token, hex. The token itself is never stored. */
  tokenHash: text("token_hash").primaryKey(),
  sessionId: text("session_id").$type<Id<"session">>().notNull(),
  createdAt: integer("created_at").notNull(),
  usedAt: integer("used_at"),
});

/** Tokens that do one thing for one account, once. */
export const accountTokens = sqliteTable("account_tokens", {
  /** SHA-256 of the token, hex. */
  tokenHash: text("token_hash").primaryKey(),
  kind: text("kind", { enum: ACCOUNT_TOKEN_KINDS }).notNull(),
  userId: text("user_id").$type<Id<"user">>().notNull(),
  /** The address that it was mailed to; of a change the new one. */
  email: text("email").notNull(),
  loginVersion: integer("login_version").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
  /** Of a sign-in that waits for its second step. */
  tenantId: text("tenant_id").$type<Id<"tenant">>(),
  sessionKind: text("session_kind", { enum: SESSION_KINDS }),
});

/** The app that makes somebody's codes. */
export const secondFactors = sqliteTable("second_factors", {
  userId: text("user_id").$type<Id<"user">>().primaryKey(),
  seedSealed: text("seed_sealed").notNull(),
  /** The last time step (30 s since 1970) whose code was taken. */
  lastStep: integer("last_step").notNull(),
  createdAt: integer("created_at").notNull(),
  /** Null: no code of it was seen yet, and sign-in asks for none. */
  confirmedAt: integer("confirmed_at"),
});

export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    userId: text("user_id").$type<Id<"user">>().notNull(),
    /** A keyed hash, hex. */
    codeHash: text("code_hash").notNull(),
    usedAt: integer("used_at"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/** Counts of whatever `platform/allowance` limits; sign-ins were the first. */
export const signInAttempts = sqliteTable("sign_in_attempts", {
  /** SHA-256, hex, of whose attempts are counted. */
  keyHash: text("key_hash").primaryKey(),
  since: integer("since").notNull(),
  attempts: integer("attempts").notNull(),
});

export const invitations = sqliteTable("invitations", {
  id: text("id").$type<Id<"invitation">>().primaryKey(),
  /** SHA-256 of the token, hex. The token itself is shown once and never stored. */
  tokenHash: text("token_hash").notNull(),
  /** That of the token that was mailed; null: none was. */
  mailedHash: text("mailed_hash"),
  /** Null: the operator's, for a workspace of the person's own. */
  tenantId: text("tenant_id").$type<Id<"tenant">>(),
  email: text("email").notNull(),
  role: text("role", { enum: ROLES }).notNull(),
  invitedBy: text("invited_by").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  acceptedAt: integer("accepted_at"),
  revokedAt: integer("revoked_at"),
  /** The numbers that the person will know of; null: every one. */
  numbers: text("numbers", { mode: "json" }).$type<NumberAccess>(),
});

export const apiKeys = sqliteTable("api_keys", {
  id: text("id").$type<Id<"apiKey">>().primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  name: text("name").notNull(),
  /** SHA-256 of the secret, hex. The secret itself is shown once and never stored. */
  secretHash: text("secret_hash").notNull(),
  scopes: text("scopes", { mode: "json" }).$type<readonly Scope[]>().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at"),
  lastUsedAt: integer("last_used_at"),
  revokedAt: integer("revoked_at"),
  /** The numbers that it may know of; null: every one. */
  numbers: text("numbers", { mode: "json" }).$type<NumberAccess>(),
  /** The networks from which it is taken, in canonical CIDR notation; null: any. */
  ipAllow: text("ip_allow", { mode: "json" }).$type<readonly string[]>(),
  /** SHA-256, hex, of the secret before the last rotation, and until when that is taken still, Unix ms. */
  formerHash: text("former_hash"),
  formerUntil: integer("former_until"),
});

export const numberRoutes = sqliteTable("number_routes", {
  phoneNumberId: text("phone_number_id").primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  wabaId: text("waba_id").notNull(),
  createdAt: integer("created_at").notNull(),
  /** The Meta app under which alone its webhooks are taken; null: the deployment's own. */
  appId: text("app_id"),
});

export const wabaRoutes = sqliteTable("waba_routes", {
  wabaId: text("waba_id").primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** As that of a number. */
  appId: text("app_id"),
});

/** Which alerts of a workspace a member wants by e-mail; no row: none. */
export const alertSubscriptions = sqliteTable(
  "alert_subscriptions",
  {
    tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
    userId: text("user_id").$type<Id<"user">>().notNull(),
    kinds: text("kinds", { mode: "json" }).$type<readonly AlertKind[]>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] })],
);

/** Meta apps of workspaces' own; each belongs to one. */
export const metaApps = sqliteTable("meta_apps", {
  appId: text("app_id").primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  /** `new` or `new,old`. */
  secretsSealed: text("secrets_sealed").notNull(),
  verifyTokenSealed: text("verify_token_sealed").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** What Meta told of people who removed an app. */
export const metaCallbacks = sqliteTable("meta_callbacks", {
  /** A keyed hash of the person's id with the app. */
  code: text("code").primaryKey(),
  kind: text("kind", { enum: ["data_deletion", "deauthorize"] }).notNull(),
  /** Null: the deployment's own. */
  appId: text("app_id"),
  receivedAt: integer("received_at").notNull(),
});

/** Routes that a workspace gave up, by `p<phone_number_id>` or `w<waba_id>`. */
export const releasedRoutes = sqliteTable("released_routes", {
  key: text("key").primaryKey(),
  tenantId: text("tenant_id").$type<Id<"tenant">>().notNull(),
  releasedAt: integer("released_at").notNull(),
});

export const controlAuditLogs = sqliteTable("audit_logs", {
  seq: integer("seq").primaryKey(),
  id: text("id").$type<Id<"audit">>().notNull(),
  at: integer("at").notNull(),
  tenantId: text("tenant_id").$type<Id<"tenant">>(),
  actorKind: text("actor_kind").notNull(),
  actorId: text("actor_id"),
  action: text("action").notNull(),
  target: text("target"),
  ip: text("ip"),
  userAgent: text("user_agent"),
  requestId: text("request_id").notNull(),
  outcome: text("outcome").notNull(),
  changes: text("changes", { mode: "json" }),
  /** Hashed along with the addresses; null once those are taken out. */
  salt: text("salt").default(sql`(lower(hex(randomblob(16))))`),
  /** The digest of addresses that were taken out, by which they stand in the chain. */
  addressesSha256: text("addresses_sha256"),
});

/** The link behind the last row of each sealed stretch of the audit trail. */
export const controlAuditSeals = sqliteTable("audit_seals", {
  toSeq: integer("to_seq").primaryKey(),
  hash: text("hash").notNull(),
  sealedAt: integer("sealed_at").notNull(),
});

export const controlIdempotency = sqliteTable("idempotency", {
  /** The UTC day of writing, then the hash: see platform/idempotency. */
  keyHash: text("key_hash").primaryKey(),
  fingerprint: text("fingerprint").notNull(),
  status: integer("status").notNull(),
  body: text("body").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const quarantine = sqliteTable("quarantine", {
  id: text("id").$type<Id<"quarantine">>().primaryKey(),
  receivedAt: integer("received_at").notNull(),
  phoneNumberId: text("phone_number_id"),
  wabaId: text("waba_id"),
  field: text("field"),
  sizeBytes: integer("size_bytes").notNull(),
  sha256: text("sha256").notNull(),
  r2Key: text("r2_key").notNull(),
  reason: text("reason").notNull(),
  /** Whom it concerns, when that is known. */
  tenantId: text("tenant_id").$type<Id<"tenant">>(),
  /** The Meta app under which it came; null: the deployment's own. */
  appId: text("app_id"),
});

/** How far the daily sweep has come in each class. */
export const controlSweeps = sqliteTable("control_sweeps", {
  class: text("class").primaryKey(),
  startedAt: integer("started_at").notNull(),
  finishedAt: integer("finished_at"),
  position: text("position").notNull(),
  swept: integer("swept").notNull(),
  lastSwept: integer("last_swept"),
});

export const deadLetters = sqliteTable("dead_letters", {
  id: text("id").primaryKey(),
  at: integer("at").notNull(),
  queue: text("queue").notNull(),
  body: text("body").notNull(),
});
