/** What is said, in which conversation, with which files. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { CONVERSATION_PRIORITIES, CONVERSATION_STATUSES } from "#core/conversation/states";
import type { Id } from "#core/ids";
import type { MetaUploads } from "#core/media/meta-uploads";
import { MEDIA_STATUSES } from "#core/media/states";
import type { MessageAuthor } from "#core/message/author";
import { MESSAGE_DIRECTIONS, MESSAGE_PURPOSES, MESSAGE_STATES } from "#core/message/states";
import type { CameWith } from "#core/whatsapp/came-with";
import type { MetaConversation } from "#core/whatsapp/envelope-status";
import { instant } from "#db/tenant/instant";

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
  /** The act of consent that a marketing message relied on when it was claimed. */
  consentId: text("consent_id").$type<Id<"consent">>(),
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
