import { and, eq, inArray, isNotNull, lte, notInArray, or, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { templates } from "#db/tenant/schema";
import type { TemplateRow } from "#features/templates/queries";

/** The templates of ours that a page of Meta's list is about: by Meta's id, or by name and language. */
export const findListed = (
  db: TenantDb,
  wabaId: string,
  listed: readonly { readonly id: string; readonly name: string; readonly language: string }[],
): Promise<TemplateRow[]> => {
  const ids = listed.map(({ id }) => id);
  const names = listed.map(({ name, language }) => `${name}/${normaliseLanguage(language)}`);
  return db
    .select()
    .from(templates)
    .where(
      and(
        eq(templates.wabaId, wabaId),
        or(
          inArray(templates.metaTemplateId, jsonList(ids)),
          sql`${templates.name} || '/' || ${templates.language} IN ${jsonList(names)}`,
        ),
      ),
    )
    .all();
};

/** Ids of an account's templates that Meta should have, but for those that changed after an instant, Unix ms. */
export const expectedAtMeta = (
  db: TenantDb,
  wabaId: string,
  changedUntilMs: number,
): Promise<{ id: Id<"template">; metaTemplateId: string | null }[]> =>
  db
    .select({ id: templates.id, metaTemplateId: templates.metaTemplateId })
    .from(templates)
    .where(
      and(
        eq(templates.wabaId, wabaId),
        isNotNull(templates.metaTemplateId),
        notInArray(templates.status, ["draft", "missing_upstream", "deleted"]),
        lte(templates.updatedAt, changedUntilMs),
      ),
    )
    .all();

/** Templates by their ids; a few. */
export const findAll = (db: TenantDb, ids: readonly Id<"template">[]): Promise<TemplateRow[]> =>
  db.select().from(templates).where(inArray(templates.id, ids)).all();
