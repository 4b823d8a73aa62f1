import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { CAMPAIGN_STATUSES } from "#core/campaign/states";
import type { Variables } from "#core/campaign/variables";
import { CONSENT_ACTIONS, CONSENT_METHODS, CONSENT_STATES } from "#core/consent/states";
import type { Filled } from "#core/contact/merge";
import { IDENTITY_KINDS, MERGE_CAUSES, type IdentityKind } from "#core/contact/states";
import { CONVERSATION_PRIORITIES, CONVERSATION_STATUSES } from "#core/conversation/states";
import type { Id } from "#core/ids";
import type { MetaUploads } from "#core/media/meta-uploads";
import { MEDIA_STATUSES } from "#core/media/states";
import type { MessageAuthor } from "#core/message/author";
import { MESSAGE_DIRECTIONS, MESSAGE_PURPOSES, MESSAGE_STATES } from "#core/message/states";
import type { SaidAt } from "#core/number/after-news";
import { NUMBER_KINDS, NUMBER_QUALITIES, NUMBER_STATUSES } from "#core/number/states";
import type { TemplateMarks } from "#core/template/marks";
import { PARAMETER_FORMATS, TEMPLATE_CATEGORIES, type TemplateStatus } from "#core/template/states";
import type { CameWith } from "#core/whatsapp/came-with";
import type { MetaConversation } from "#core/whatsapp/envelope-status";
import { instant } from "#db/tenant/instant";
import { templateComponents } from "#db/tenant/template-components";

export * from "#db/tenant/schema-alerts";
export * from "#db/tenant/schema-analytics";
export * from "#db/tenant/schema-automations";
export * from "#db/tenant/schema-drafts";
export * from "#db/tenant/schema-inbox";
export * from "#db/tenant/schema-hours";
export * from "#db/tenant/schema-ledger";
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
  hash: text("hash"),
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
});

export const conversations = sqliteTable("conversations", {
  id: text("id").$type<Id<"conversation">>().primaryKey(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  status: text("status", { enum: CONVERSATION_STATUSES }).notNull(),
  unread: integer("unread").notNull(),
  lastMessageId: text("last_message_id").$type<Id<"message">>(),
  lastAt: instant("last_at").notNull(),
  /** When the person last wrote, by Meta's clock: opens the 24-hour window. */
  lastInboundAt: instant("last_inbound_at"),
  createdAt: instant("created_at").notNull(),
  /** The conversation in which this one goes on since its contact was merged. */
  mergedInto: text("merged_into").$type<Id<"conversation">>(),
  assignee: text("assignee").$type<Id<"user">>(),
  priority: text("priority", { enum: CONVERSATION_PRIORITIES }).notNull().default("normal"),
  /** Of a snoozed one: when it opens again. */
  snoozedUntil: instant("snoozed_until"),
  tags: text("tags", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
  /** `tagKeys(tags)` of core. */
  tagKeys: text("tag_keys"),
  /** Until when automations keep still; null when they may act. */
  botMutedUntil: instant("bot_muted_until"),
});

export const messages = sqliteTable("messages", {
  id: text("id").$type<Id<"message">>().primaryKey(),
  direction: text("direction", { enum: MESSAGE_DIRECTIONS }).notNull(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
  conversationId: text("conversation_id").$type<Id<"conversation">>(),
  campaignId: text("campaign_id").$type<Id<"campaign">>(),
  templateId: text("template_id").$type<Id<"template">>(),
  type: text("type").notNull(),
  /** Meta's object of `type`, of a template with its rendering. A campaign row gets its content when it is sent. */
  content: text("content", { mode: "json" }).$type<unknown>(),
  /** A campaign row's template variables, frozen when it was planned. */
  variables: text("variables", { mode: "json" }).$type<Record<string, string>>(),
  contextWamid: text("context_wamid"),
  /** What stood beside the content of an incoming message; NULL when it is nothing. */
  cameWith: text("came_with", { mode: "json" }).$type<CameWith>(),
  purpose: text("purpose", { enum: MESSAGE_PURPOSES }),
  state: text("state", { enum: MESSAGE_STATES }).notNull(),
  skipReason: text("skip_reason"),
  wamid: text("wamid"),
  clientRef: text("client_ref"),
  metadata: text("metadata", { mode: "json" }).$type<Record<string, unknown>>(),
  error: text("error", { mode: "json" }).$type<unknown>(),
  pricing: text("pricing", { mode: "json" }).$type<unknown>(),
  retryOf: text("retry_of").$type<Id<"message">>(),
  attempts: integer("attempts").notNull(),
  /** Token of the run that claimed the row; only that run may post it. */
  claim: text("claim"),
  createdAt: instant("created_at").notNull(),
  receivedAt: instant("received_at"),
  queuedAt: instant("queued_at"),
  /** Not to be sent before: a refused row that waits for its next try. */
  dueAt: instant("due_at"),
  claimedAt: instant("claimed_at"),
  acceptedAt: instant("accepted_at"),
  heldAt: instant("held_at"),
  sentAt: instant("sent_at"),
  deliveredAt: instant("delivered_at"),
  readAt: instant("read_at"),
  playedAt: instant("played_at"),
  failedAt: instant("failed_at"),
  /** When the person last edited it. */
  editedAt: instant("edited_at"),
  /** The content as it first came, of a message that was edited since; NULL when it never came. */
  original: text("original", { mode: "json" }).$type<unknown>(),
  /** When the person took it back: then its contents are gone. */
  revokedAt: instant("revoked_at"),
  /** Meta's code of the refusal after which it was queued again: what it waits for until `dueAt`. */
  waitCode: text("wait_code"),
  /** Where an outgoing message was sent from; NULL for here. */
  sentFrom: text("sent_from", { enum: ["phone"] }),
  /** The conversation in which Meta counts an outgoing message. */
  metaConversation: text("meta_conversation", { mode: "json" }).$type<MetaConversation>(),
  /** Who had an outgoing message sent; NULL of a campaign's, the phone's, and those from before it was kept. */
  author: text("author").$type<MessageAuthor>(),
});

export const media = sqliteTable("media", {
  /** Of an incoming message's medium: the message's, with this prefix. */
  id: text("id").$type<Id<"media">>().primaryKey(),
  status: text("status", { enum: MEDIA_STATUSES }).notNull(),
  /** As it was declared, with its parameters. */
  mimeType: text("mime_type").notNull(),
  size: integer("size"),
  /** Hex. */
  sha256: text("sha256"),
  filename: text("filename"),
  /** Where the bytes are in the workspace's part of the bucket. */
  objectKey: text("object_key"),
  /** The incoming message that it came with; null for what was uploaded. */
  messageId: text("message_id").$type<Id<"message">>(),
  /** The number that the message came in on. */
  numberId: text("number_id").$type<Id<"number">>(),
  metaMediaId: text("meta_media_id"),
  /** Until when Meta lets it be fetched. */
  metaExpiresAt: instant("meta_expires_at"),
  metaUploads: text("meta_uploads", { mode: "json" }).$type<MetaUploads>(),
  /** How often it was tried to fetch it. */
  attempts: integer("attempts").notNull().default(0),
  /** When something is to be done next: fetch it, or take its bytes out of the bucket. */
  dueAt: instant("due_at"),
  /** Why it could not be fetched, last. */
  error: text("error"),
  /** It is gone for everybody; only its bytes may be left. */
  deletedAt: instant("deleted_at"),
  createdAt: instant("created_at").notNull(),
  storedAt: instant("stored_at"),
});

export const campaigns = sqliteTable("campaigns", {
  id: text("id").$type<Id<"campaign">>().primaryKey(),
  name: text("name").notNull(),
  numberId: text("number_id").$type<Id<"number">>().notNull(),
  templateId: text("template_id").$type<Id<"template">>().notNull(),
  /** The filter as it was given, or the length of the list in `campaign_lists`; `{}` means everybody. */
  audience: text("audience", { mode: "json" })
    .$type<{ readonly filter?: Record<string, unknown>; readonly contacts_count?: number }>()
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
