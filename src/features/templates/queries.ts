import { desc, eq, lt } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { templates } from "#db/tenant/schema";

export type TemplateRow = typeof templates.$inferSelect;

export async function findTemplate(db: TenantDb, id: string): Promise<TemplateRow | undefined> {
  if (!isId("template", id)) return undefined;
  return db.select().from(templates).where(eq(templates.id, id)).get();
}

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
