import { and, desc, eq, inArray, isNull, lt, lte, or, type SQL } from "drizzle-orm";

import { UNFINISHED_STATUSES } from "#core/campaign/states";
import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { campaigns, templates } from "#db/tenant/schema";

export type TemplateRow = typeof templates.$inferSelect;

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

/** One page of templates, newest first. */
export const pageOfTemplates = (
  db: TenantDb,
  page: { readonly before: Id<"template"> | null; readonly limit: number },
): Promise<TemplateRow[]> =>
  db
    .select()
    .from(templates)
    .where(page.before === null ? undefined : lt(templates.id, page.before))
    .orderBy(desc(templates.id))
    .limit(page.limit)
    .all();

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
