import { and, eq, inArray, sql, type SQL } from "drizzle-orm";

import { identityOf, parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { AppError, notFound } from "#core/errors";
import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { contacts, identities } from "#db/tenant/schema";

export type ContactRow = typeof contacts.$inferSelect;

/**
 * The contact that a merged one leads to, NULL for all others: found by an index that only merged ones are in.
 *
 * @param id The id, as SQL.
 */
export const rootSql = (id: string): string =>
  `(SELECT x.merged_into FROM contact_merges g CROSS JOIN contacts x ON x.id = g.loser WHERE g.loser = ${id} AND g.undone_at IS NULL)`;

const rootOf = (id: Id<"contact">): SQL => {
  const [before = "", after = ""] = rootSql("?").split("?");
  return sql`${sql.raw(before)}${id}${sql.raw(after)}`;
};

/** The condition that only the selected contact meets, found by a key. Who names a merged contact means the one that is left. */
export function contactIs(db: TenantDb, selector: ContactSelector): SQL {
  if (selector.kind === "id")
    return sql`${contacts.id} = coalesce(${rootOf(selector.value)}, ${selector.value})`;
  const identity = identityOf(selector);
  if (identity === null)
    return sql`${contacts.id} = (SELECT coalesce(x.merged_into, x.id) FROM contacts x WHERE x.external_id = ${selector.value})`;
  return inArray(
    contacts.id,
    db
      .select({ id: identities.contactId })
      .from(identities)
      .where(and(eq(identities.value, identity.value), eq(identities.kind, identity.kind))),
  );
}

/**
 * Read a selector as it stands in a path.
 *
 * @throws AppError `invalid_phone`, `country_required`, `invalid_user_id`; `not_found` for a text of no known form.
 */
export function selectorOf(text: string, defaultCountry: string | null): ContactSelector {
  const selector = parseContactSelector(text, defaultCountry);
  if (selector.ok) return selector.value;
  const { code, message } = selector.error;
  throw code === "invalid_request" ? notFound() : new AppError(code, message);
}

/** The contact that a selector names. */
export const findContact = (
  db: TenantDb,
  selector: ContactSelector,
): Promise<ContactRow | undefined> =>
  db.select().from(contacts).where(contactIs(db, selector)).get();
