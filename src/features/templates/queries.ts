import { and, desc, eq, lt } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { templates } from "#db/tenant/schema";

export type TemplateRow = typeof templates.$inferSelect;

export async function findTemplate(db: TenantDb, id: string): Promise<TemplateRow | undefined> {
  if (!isId("template", id)) return undefined;
  return db.select().from(templates).where(eq(templates.id, id)).get();
}

/** By what Meta names it. `language` as Meta writes it in requests, e.g. `en_US`. */
export const findTemplateByName = (
  db: TenantDb,
  wabaId: string,
  name: string,
  language: string,
): Promise<TemplateRow | undefined> =>
  db
    .select()
    .from(templates)
    .where(
      and(eq(templates.wabaId, wabaId), eq(templates.name, name), eq(templates.language, language)),
    )
    .get();

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
