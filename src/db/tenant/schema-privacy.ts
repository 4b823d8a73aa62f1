/** What people asked for of their data, and what is left of those who were erased: hashes. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import type { ErasurePlace, RequestOutcome } from "#core/privacy/erasure";
import { PRIVACY_LAWS, REQUEST_KINDS, REQUEST_STATUSES } from "#core/privacy/requests";
import { instant } from "#db/tenant/instant";

export const privacyRequests = sqliteTable("privacy_requests", {
  id: text("id").$type<Id<"privacyRequest">>().primaryKey(),
  kind: text("kind", { enum: REQUEST_KINDS }).notNull(),
  status: text("status", { enum: REQUEST_STATUSES }).notNull(),
  law: text("law", { enum: PRIVACY_LAWS }).notNull(),
  contactId: text("contact_id").$type<Id<"contact">>().notNull(),
  /** The contact, and those that were merged into it. */
  contactIds: text("contact_ids", { mode: "json" }).$type<readonly Id<"contact">[]>().notNull(),
  actor: text("actor").notNull(),
  note: text("note"),
  dueAt: instant("due_at").notNull(),
  createdAt: instant("created_at").notNull(),
  endedAt: instant("ended_at"),
  place: text("place", { mode: "json" }).$type<ErasurePlace>(),
  outcome: text("outcome", { mode: "json" }).$type<RequestOutcome>(),
  /** Until when the person's copy is in the bucket; null where there is none. */
  copyEndsAt: instant("copy_ends_at"),
});

export const erasedMessages = sqliteTable("erased_messages", {
  /** `identityHash` of `message:<id>`: Meta's id, or ours. */
  keyHash: text("key_hash").primaryKey(),
  erasedAt: integer("erased_at").notNull(),
});
