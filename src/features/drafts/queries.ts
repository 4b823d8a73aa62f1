import { and, desc, eq, inArray, like, lt, or, sql } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { aiLedger, aiSettings, aiUsage, drafts, templates } from "#db/tenant/schema";

export type DraftRow = typeof drafts.$inferSelect;
export type CallRow = typeof aiLedger.$inferSelect;
export type SettingsRow = typeof aiSettings.$inferSelect;

export async function findDraft(db: TenantDb, id: string): Promise<DraftRow | undefined> {
  if (!isId("draft", id)) return undefined;
  return db.select().from(drafts).where(eq(drafts.id, id)).get();
}

/** Where a page begins, and how many rows it may have. */
export interface Slice<K extends "draft" | "aiCall"> {
  readonly before: Id<K> | undefined;
  readonly limit: number;
}

/** Drafts, newest first. */
export const findDrafts = (
  db: TenantDb,
  { before, limit }: Slice<"draft">,
): Promise<readonly DraftRow[]> =>
  db
    .select()
    .from(drafts)
    .where(before && lt(drafts.id, before))
    .orderBy(desc(drafts.id))
    .limit(limit)
    .all();

/** Askings of models, newest first. */
export const findCalls = (
  db: TenantDb,
  { before, limit }: Slice<"aiCall">,
): Promise<readonly CallRow[]> =>
  db
    .select()
    .from(aiLedger)
    .where(before && lt(aiLedger.id, before))
    .orderBy(desc(aiLedger.id))
    .limit(limit)
    .all();

/** The workspace's decision about AI; undefined while there is none. */
export const findSettings = (db: TenantDb): Promise<SettingsRow | undefined> =>
  db.select().from(aiSettings).get();

/** How many drafts were made in each of the spans that had any. */
export async function readUsage(
  db: TenantDb,
  spans: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.select().from(aiUsage).where(inArray(aiUsage.span, spans)).all();
  return new Map(rows.map((row) => [row.span, row.drafts]));
}

/** How many askings are under way. */
export const countPending = async (db: TenantDb): Promise<number> => {
  const row = await db
    .select({ count: sql<number>`count(*)` })
    .from(aiLedger)
    .where(eq(aiLedger.outcome, "pending"))
    .get();
  return row?.count ?? 0;
};

const NAMES_MAX = 1_000;

/** Names of templates in a language that are this one, or this one with something behind it. */
export async function findNamesLike(
  db: TenantDb,
  name: string,
  language: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ name: templates.name })
    .from(templates)
    .where(
      and(
        eq(templates.language, language),
        or(eq(templates.name, name), like(templates.name, `${name}%`)),
      ),
    )
    .limit(NAMES_MAX)
    .all();
  return new Set(rows.map((row) => row.name));
}
