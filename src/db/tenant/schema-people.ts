/** What a workspace keeps about its contacts as a whole. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { FIELD_TYPES } from "#core/contact/field-types";
import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

/** Filters over contacts under a name. */
export const segments = sqliteTable("segments", {
  id: text("id").$type<Id<"segment">>().primaryKey(),
  name: text("name").notNull(),
  /** The name as `foldTag` folds it; unique. */
  nameKey: text("name_key").notNull(),
  /** As it was given; it parses. */
  filter: text("filter", { mode: "json" }).$type<object>().notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** The fields that a workspace has declared; others are free. */
export const contactFields = sqliteTable("contact_fields", {
  id: text("id").$type<Id<"field">>().primaryKey(),
  /** Its name in a contact's `fields`; unique. */
  key: text("key").notNull(),
  label: text("label").notNull(),
  type: text("type", { enum: FIELD_TYPES }).notNull(),
  /** Empty unless it is a choice. */
  choices: text("choices", { mode: "json" }).$type<readonly string[]>().notNull(),
  pii: integer("pii", { mode: "boolean" }).notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Tags that are being renamed or deleted. */
export const tagChanges = sqliteTable("tag_changes", {
  /** Folded. */
  tag: text("tag").primaryKey(),
  /** What it is called from now on; null: it is taken away. */
  name: text("name"),
  /** Id of the last contact that was changed; empty at the beginning. */
  afterId: text("after_id").notNull(),
  actor: text("actor").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** What a team says among itself of a person, apart from any conversation. */
export const contactNotes = sqliteTable(
  "contact_notes",
  {
    /** Whom it was written of: of a merged contact's notes, still the contact from before. */
    contactId: text("contact_id").$type<Id<"contact">>().notNull(),
    id: text("id").$type<Id<"note">>().notNull(),
    /** A member's id, an API key's, or that of whatever else acted. */
    author: text("author").notNull(),
    text: text("text").notNull(),
    createdAt: instant("created_at").notNull(),
    editedAt: instant("edited_at"),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.id] })],
);
