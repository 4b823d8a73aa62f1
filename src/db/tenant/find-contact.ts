import { and, eq, inArray, type SQL } from "drizzle-orm";

import { identityOf, parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { AppError, notFound } from "#core/errors";
import type { TenantDb } from "#db/tenant/client";
import { contacts, identities } from "#db/tenant/schema";

export type ContactRow = typeof contacts.$inferSelect;

/** The condition that only the selected contact meets, found by a key. */
export function contactIs(db: TenantDb, selector: ContactSelector): SQL {
  if (selector.kind === "id") return eq(contacts.id, selector.value);
  const identity = identityOf(selector);
  if (identity === null) return eq(contacts.externalId, selector.value);
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
