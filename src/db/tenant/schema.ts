import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { LinkWords } from "#core/consent/opt-in-link";
import type { OwnWords } from "#core/consent/own-words";
import { CONSENT_ACTIONS, CONSENT_METHODS, CONSENT_STATES } from "#core/consent/states";
import type { Filled } from "#core/contact/merge";
import { IDENTITY_KINDS, MERGE_CAUSES, type IdentityKind } from "#core/contact/states";
import type { Id } from "#core/ids";
import type { SaidAt } from "#core/number/after-news";
import { AUTO_READS, NUMBER_KINDS, NUMBER_QUALITIES, NUMBER_STATUSES } from "#core/number/states";
import type { TemplateMarks } from "#core/template/marks";
import { PARAMETER_FORMATS, TEMPLATE_CATEGORIES, type TemplateStatus } from "#core/template/states";
import { instant } from "#db/tenant/instant";
import { templateComponents } from "#db/tenant/template-components";

export * from "#db/tenant/schema-alerts";
export * from "#db/tenant/schema-analytics";
export * from "#db/tenant/schema-archive";
export * from "#db/tenant/schema-automations";
export * from "#db/tenant/schema-campaigns";
export * from "#db/tenant/schema-drafts";
export * from "#db/tenant/schema-exports";
export * from "#db/tenant/schema-hours";
export * from "#db/tenant/schema-imports";
export * from "#db/tenant/schema-inbox";
export * from "#db/tenant/schema-ledger";
export * from "#db/tenant/schema-messages";
export * from "#db/tenant/schema-opt-in-links";
export * from "#db/tenant/schema-privacy";
export * from "#db/tenant/schema-people";
export * from "#db/tenant/schema-retention";
export * from "#db/tenant/schema-suppressions";
export * from "#db/tenant/schema-templates";
export * from "#db/tenant/schema-webhooks";

/** Who asked to connect a number, and what is to become of it; the shapes of the first three are the context's. */
export interface PendingAct {
  readonly actor: object;
  readonly origin: {
    readonly requestId: string;
    readonly ip: string | null;
    readonly userAgent: string | null;
  };
  readonly idempotency: { readonly keyHash: string; readonly fingerprint: string } | null;
  /** The row's status once it is connected. */
  readonly status: "connected" | "restricted";
  /** Whether it was connected before: if nothing comes of it, it is disconnected again; a new number is gone. */
  readonly isReturning: boolean;
}

export const numbers = sqliteTable("numbers", {
  id: text("id").$type<Id<"number">>().primaryKey(),
  kind: text("kind", { enum: NUMBER_KINDS }).notNull(),
  name: text("name").notNull(),
  wabaId: text("waba_id").notNull(),
  portfolioId: text("portfolio_id"),
  phoneNumberId: text("phone_number_id").notNull(),
  displayPhoneNumber: text("display_phone_number").notNull(),
  verifiedName: text("verified_name"),
  status: text("status", { enum: NUMBER_STATUSES }).notNull(),
  qualityRating: text("quality_rating", { enum: NUMBER_QUALITIES }).notNull(),
  throughputMps: integer("throughput_mps").notNull(),
  /** Unique people per moving 24 hours; null = unlimited. */
  messagingLimit: integer("messaging_limit"),
  tokenSealed: text("token_sealed"),
  pinSealed: text("pin_sealed"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  /** Of a pending row. */
  pendingAct: text("pending_act", { mode: "json" }).$type<PendingAct>(),
  /** When Meta last confirmed that it may be used. */
  confirmedAt: instant("confirmed_at").notNull().default(0),
  /** When Meta last spoke of a part of it. */
  saidAt: text("said_at", { mode: "json" }).$type<SaidAt>(),
  tokenExpiresAt: instant("token_expires_at"),
  /** The `tokenExpiresAt` that was warned of. */
  expiryToldFor: instant("expiry_told_for"),
  /** The Meta app that it was connected with; null: the deployment's own. */
  appId: text("app_id"),
  autoRead: text("auto_read", { enum: AUTO_READS }).notNull().default("never"),
  /** What stops and starts marketing beside the built-in words; null while there is none. */
  keywords: text("keywords", { mode: "json" }).$type<OwnWords>(),
  /** The phrases of its opt-in links; null while it never had one. */
  linkWords: text("link_words", { mode: "json" }).$type<LinkWords>(),
});

/** Whom a number blocks at Meta. */
export const blockedPeople = sqliteTable(
  "blocked_people",
  {
    contactId: text("contact_id").$type<Id<"contact">>().notNull(),
    numberId: text("number_id").$type<Id<"number">>().notNull(),
    blockedAt: instant("blocked_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.numberId] })],
);

export const contacts = sqliteTable("contacts", {
  id: text("id").$type<Id<"contact">>().primaryKey(),
  /** E.164 with the plus sign, as first given. */
  phone: text("phone"),
  /** Meta's id of the account, digits: the last one that worked. */
  waId: text("wa_id"),
  bsuid: text("bsuid"),
  username: text("username"),
  name: text("name"),
  externalId: text("external_id"),
  language: text("language"),
  timezone: text("timezone"),
  fields: text("fields", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  tags: text("tags", { mode: "json" }).$type<readonly string[]>().notNull(),
  metadata: text("metadata", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  marketing: text("marketing", { enum: CONSENT_STATES }).notNull(),
  marketingByPerson: integer("marketing_by_person", { mode: "boolean" }).notNull(),
  suppressed: integer("suppressed", { mode: "boolean" }).notNull(),
  blocked: integer("blocked", { mode: "boolean" }).notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  /** `name` is that of the person's own profile, and follows it. */
  profileNamed: integer("profile_named", { mode: "boolean" }).notNull().default(false),
  /** The contact that this one was found to be the same person as; null for all that stand for themselves. */
  mergedInto: text("merged_into").$type<Id<"contact">>(),
  /** The rows of `contactWords`, as they were filed; null while they are not. */
  nameWords: text("name_words", { mode: "json" }).$type<readonly string[]>(),
  /** The act of consent that `marketing` stands on; null before there was one. */
  marketingConsentId: text("marketing_consent_id").$type<Id<"consent">>(),
  /** When the person wrote what may be a refusal of marketing, of which nobody has decided yet, and in which message. */
  marketingHeldAt: instant("marketing_held_at"),
  marketingHeldBy: text("marketing_held_by").$type<Id<"message">>(),
});

/** By which words of their names contacts are found. Primary key: (word, contact_id). */
export const contactWords = sqliteTable("contact_words", {
  word: text("word").notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
});

/** Each time that two contacts became one. Open while `undoneAt` is null; a contact has one open merge at most. */
export const contactMerges = sqliteTable("contact_merges", {
  id: text("id").$type<Id<"merge">>().primaryKey(),
  winner: text("winner").$type<Id<"contact">>().notNull(),
  loser: text("loser").$type<Id<"contact">>().notNull(),
  cause: text("cause", { enum: MERGE_CAUSES }).notNull(),
  actor: text("actor").notNull(),
  mergedAt: instant("merged_at").notNull(),
  /** What led to the loser, and leads to the winner since. */
  identities: text("identities", { mode: "json" })
    .$type<readonly { readonly kind: IdentityKind; readonly value: string }[]>()
    .notNull(),
  filled: text("filled", { mode: "json" }).$type<Filled>().notNull(),
  /** Pairs of the loser's thread and the winner's that it goes on in. */
  conversations: text("conversations", { mode: "json" })
    .$type<readonly (readonly [Id<"conversation">, Id<"conversation">])[]>()
    .notNull(),
  undoneAt: instant("undone_at"),
});

export const identities = sqliteTable("identities", {
  /** A phone's canonical key (digits), or the id itself. Primary key: (value, kind). */
  value: text("value").notNull(),
  kind: text("kind", { enum: IDENTITY_KINDS }).notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
  createdAt: instant("created_at").notNull(),
  /** `identityHash`, by which suppressions know it; null on rows from before there were any. */
  keyHash: text("key_hash"),
});

export const contactTags = sqliteTable("contact_tags", {
  tag: text("tag").notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
});

export const consents = sqliteTable("consents", {
  seq: integer("seq").primaryKey(),
  id: text("id").$type<Id<"consent">>().notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
  purpose: text("purpose").notNull(),
  action: text("action", { enum: CONSENT_ACTIONS }).notNull(),
  state: text("state", { enum: CONSENT_STATES }).notNull(),
  method: text("method", { enum: CONSENT_METHODS }).notNull(),
  byPerson: integer("by_person", { mode: "boolean" }).notNull(),
  statement: text("statement"),
  statementSha256: text("statement_sha256"),
  statementLanguage: text("statement_language"),
  source: text("source"),
  subjectIp: text("subject_ip"),
  subjectUserAgent: text("subject_user_agent"),
  messageId: text("message_id").$type<Id<"message">>(),
  actor: text("actor").notNull(),
  capturedAt: instant("captured_at").notNull(),
  recordedAt: instant("recorded_at").notNull(),
  /** The link that seals the row to all before it; null until then. */
  hash: text("hash"),
  statementVersion: text("statement_version"),
  evidenceMediaId: text("evidence_media_id").$type<Id<"media">>(),
  /** Whence it was recorded; the subject's are the person's own. */
  recordedIp: text("recorded_ip"),
  recordedUserAgent: text("recorded_user_agent"),
  /** Hashed along with what is personal; null once that is taken out. */
  salt: text("salt"),
  /** The digest of what is personal, by which it stands in the chain; null until the row is sealed. */
  personalSha256: text("personal_sha256"),
});

/** How far a ledger is sealed. */
export const ledgerHeads = sqliteTable("ledger_heads", {
  ledger: text("ledger").primaryKey(),
  seq: integer("seq").notNull(),
  hash: text("hash").notNull(),
  sealedAt: instant("sealed_at").notNull(),
});

export const templates = sqliteTable("templates", {
  id: text("id").$type<Id<"template">>().primaryKey(),
  wabaId: text("waba_id").notNull(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  name: text("name").notNull(),
  language: text("language").notNull(),
  category: text("category", { enum: TEMPLATE_CATEGORIES }).notNull(),
  parameterFormat: text("parameter_format", { enum: PARAMETER_FORMATS }).notNull(),
  components: templateComponents("components").notNull(),
  status: text("status").$type<TemplateStatus>().notNull(),
  metaTemplateId: text("meta_template_id"),
  quality: text("quality"),
  rejectedReason: text("rejected_reason"),
  pausedUntil: instant("paused_until"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  /** What Meta said beside the status, and when it last spoke of what. */
  marks: text("marks", { mode: "json" }).$type<TemplateMarks>().notNull().default({}),
  /** When the business put it away. */
  archivedAt: instant("archived_at"),
  /** What its quick replies say, and said, that stop marketing. */
  optOutButtons: text("opt_out_buttons", { mode: "json" })
    .$type<readonly string[]>()
    .notNull()
    .default([]),
});
