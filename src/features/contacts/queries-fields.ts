import { eq, inArray } from "drizzle-orm";

import type { FieldRule } from "#core/contact/field-types";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { contactFields } from "#db/tenant/schema";

/** Keys of contacts' own fields that a call writes, or all that there are. */
export type FieldKeys = readonly string[] | "all";

/** The declared fields among those keys, for a batch. */
export const rulesAmong = (db: TenantDb, keys: FieldKeys) =>
  db
    .select({
      key: contactFields.key,
      type: contactFields.type,
      choices: contactFields.choices,
      updatedAt: contactFields.updatedAt,
    })
    .from(contactFields)
    .where(keys === "all" ? undefined : inArray(contactFields.key, jsonList(keys)));

/** The declared fields among those keys, by key. */
export async function readRules(
  db: TenantDb,
  keys: readonly string[],
): Promise<ReadonlyMap<string, FieldRule>> {
  if (keys.length === 0) return new Map();
  const rows = await rulesAmong(db, keys).all();
  return new Map(rows.map(({ key, type, choices }) => [key, { key, type, choices }]));
}

/** A declared field as a call read it. */
export type KnownRule = Awaited<ReturnType<typeof rulesAmong>>[number];

/** Keys of the fields whose values are personal. */
export async function readHiddenKeys(db: TenantDb): Promise<readonly string[]> {
  const rows = await db
    .select({ key: contactFields.key })
    .from(contactFields)
    .where(eq(contactFields.pii, true))
    .all();
  return rows.map(({ key }) => key);
}
