/** Who is not to be written to. */
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import { SUPPRESSION_REASONS } from "#core/suppression/reasons";
import { instant } from "#db/tenant/instant";

export const suppressions = sqliteTable("suppressions", {
  id: text("id").$type<Id<"suppression">>().primaryKey(),
  /** Who has the identities now; null when no contact does. */
  contactId: text("contact_id").$type<Id<"contact">>(),
  kinds: text("kinds", { mode: "json" }).$type<readonly ("phone" | "bsuid")[]>().notNull(),
  /** The keys of its rows in `suppressed_identities`. */
  keyHashes: text("key_hashes", { mode: "json" }).$type<readonly string[]>().notNull(),
  reason: text("reason", { enum: SUPPRESSION_REASONS }).notNull(),
  actor: text("actor").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** The suppressed identities, each by its keyed hash (`identityHash`). */
export const suppressedIdentities = sqliteTable("suppressed_identities", {
  keyHash: text("key_hash").primaryKey(),
  suppressionId: text("suppression_id").$type<Id<"suppression">>().notNull(),
});
