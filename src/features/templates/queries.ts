import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql, type SQL } from "drizzle-orm";

import { UNFINISHED_STATUSES } from "#core/campaign/states";
import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { campaigns, templates, type templateHistory } from "#db/tenant/schema";

export type TemplateRow = typeof templates.$inferSelect;
export type HistoryRow = typeof templateHistory.$inferSelect;

export async function findTemplate(db: TenantDb, id: string): Promise<TemplateRow | undefined> {
  if (!isId("template", id)) return undefined;
  return db.select().from(templates).where(eq(templates.id, id)).get();
}

/** Those of the templates that may be sent; a few ids. */
export const findApproved = (
  db: TenantDb,
  ids: readonly Id<"template">[],
): Promise<TemplateRow[]> =>
  db
    .select()
    .from(templates)
    .where(and(inArray(templates.id, ids), eq(templates.status, "approved")))
    .all();

/** Templates that a filtered page looks at, at most. */
const SCANNED_MAX = 1_000;

export interface TemplateFilters {
  readonly status?: TemplateRow["status"] | undefined;
  readonly category?: TemplateRow["category"] | undefined;
  readonly language?: string | undefined;
  /** How the name begins. */
  readonly name?: string | undefined;
  readonly wabaId?: string | undefined;
  /** Whether it was put away. */
  readonly isArchived?: boolean | undefined;
}

/**
 * One page of templates, newest first. With filters the next {@link SCANNED_MAX} are looked at, so it may be short while more
 * follow: what a page costs does not depend on what the filters meet.
 *
 * @returns the rows, and the id to go on before; null when nothing is left to look at.
 */
export async function pageOfTemplates(
  db: TenantDb,
  filters: TemplateFilters,
  page: { readonly before: Id<"template"> | null; readonly limit: number },
): Promise<{ readonly rows: readonly TemplateRow[]; readonly next: Id<"template"> | null }> {
  const isPicky = Object.values(filters).some((asked) => asked !== undefined);
  const scan = isPicky ? SCANNED_MAX : page.limit + 1;
  const range = page.before === null ? undefined : lt(templates.id, page.before);
  const looked = db.select().from(templates).where(range).orderBy(desc(templates.id));
  const scanned = looked.limit(scan).as("scanned");
  const { name } = filters;
  const columns = ["status", "category", "language", "wabaId"] as const;
  const [rows, edge] = await db.batch([
    db
      .select()
      .from(scanned)
      .where(
        and(
          filters.isArchived === undefined
            ? undefined
            : filters.isArchived
              ? isNotNull(scanned.archivedAt)
              : isNull(scanned.archivedAt),
          ...columns.map((column) =>
            filters[column] === undefined
              ? undefined
              : sql`${scanned[column]} = ${filters[column]}`,
          ),
          name === undefined
            ? undefined
            : sql`substr(${scanned.name}, 1, length(${name})) = ${name}`,
        ),
      )
      .orderBy(desc(scanned.id))
      .limit(page.limit + 1),
    db
      .select({ id: templates.id })
      .from(templates)
      .where(range)
      .orderBy(desc(templates.id))
      .limit(1)
      .offset(scan - 1),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : edge[0];
  return { rows: shown, next: last?.id ?? null };
}

/** How Meta names a template. */
export interface TemplateAtMeta {
  readonly metaTemplateId: string;
  readonly wabaId: string | null;
  readonly name: string | null;
  /** As we store it, with an underscore. */
  readonly language: string | null;
}

/**
 * The template that Meta means. One whose id at Meta is not stored yet is found by its name and language: Meta may judge
 * faster than the answer to our submission arrives.
 */
export async function findTemplateOfMeta(
  db: TenantDb,
  { metaTemplateId, wabaId, name, language }: TemplateAtMeta,
): Promise<TemplateRow | undefined> {
  const byName =
    wabaId === null || name === null || language === null
      ? undefined
      : and(
          eq(templates.wabaId, wabaId),
          eq(templates.name, name),
          eq(templates.language, language),
        );
  const rows = await db
    .select()
    .from(templates)
    .where(or(eq(templates.metaTemplateId, metaTemplateId), byName))
    .all();
  return (
    rows.find((row) => row.metaTemplateId === metaTemplateId) ??
    rows.find((row) => row.metaTemplateId === null)
  );
}

/** A campaign that may still send with the template. */
export async function findCampaignUsing(
  db: TenantDb,
  id: Id<"template">,
): Promise<Id<"campaign"> | undefined> {
  const row = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.templateId, id), inArray(campaigns.status, UNFINISHED_STATUSES)))
    .get();
  return row?.id;
}

/** The condition of what a crash left between the claim of a draft and Meta's answer. */
export const isLeftPending = (claimedUntilMs: number): SQL | undefined =>
  and(
    eq(templates.status, "pending"),
    isNull(templates.metaTemplateId),
    lte(templates.updatedAt, claimedUntilMs),
  );

/** Whether any template is left so. */
export const hasLeftPending = async (db: TenantDb, claimedUntilMs: number): Promise<boolean> => {
  const found = await db
    .select({ id: templates.id })
    .from(templates)
    .where(isLeftPending(claimedUntilMs))
    .get();
  return found !== undefined;
};
