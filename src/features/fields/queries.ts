import { desc, eq, lt } from "drizzle-orm";

import type { FieldRule } from "#core/contact/field-types";
import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { misfitSql } from "#db/tenant/field-misfit-sql";
import { contactFields } from "#db/tenant/schema";

export type FieldRow = typeof contactFields.$inferSelect;

/** @throws AppError `not_found`. */
export async function requireField(db: TenantDb, id: string): Promise<FieldRow> {
  const row = isId("field", id)
    ? await db.select().from(contactFields).where(eq(contactFields.id, id)).get()
    : undefined;
  if (row === undefined) throw notFound();
  return row;
}

/** Declared fields, newest first. */
export const findFields = (
  db: TenantDb,
  { before, limit }: { readonly before: Id<"field"> | undefined; readonly limit: number },
): Promise<readonly FieldRow[]> =>
  db
    .select()
    .from(contactFields)
    .where(before === undefined ? undefined : lt(contactFields.id, before))
    .orderBy(desc(contactFields.id))
    .limit(limit)
    .all();

/** The contacts that hold a value under a key which is not of its type; `?1` is the key, `?2` the choices. Reads every contact. */
export const misfitsSql = ({ type }: Pick<FieldRule, "type">): string =>
  `FROM contacts c, json_each(c.fields) f WHERE f.key = ?1 AND ?2 IS NOT NULL AND ${misfitSql(type, "?2")}`;

/** How many contacts hold a value that a rule does not allow. */
export async function countMisfits(db: TenantDb, rule: FieldRule): Promise<number> {
  const row = await statement(
    db,
    `SELECT count(*) AS misfits ${misfitsSql(rule)}`,
    rule.key,
    JSON.stringify(rule.choices),
  ).first<{ misfits: number }>();
  return row?.misfits ?? 0;
}
