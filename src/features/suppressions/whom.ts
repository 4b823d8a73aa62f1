import { identityOf, parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { findContact } from "#db/tenant/find-contact";
import { identitiesOfContact } from "#features/suppressions/queries";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

/** What somebody is suppressed by. A phone's value is its canonical key. */
export interface Meant {
  readonly kind: "phone" | "bsuid";
  readonly value: string;
  readonly keyHash: string;
}

/** A person who is named: the contact that they are, if any, and what they are known by. */
export interface Person {
  readonly contactId: Id<"contact"> | null;
  readonly identities: readonly Meant[];
}

/** @throws AppError of `/contact` `invalid_phone`, `country_required`, `invalid_user_id`, `invalid_request`. */
export function selectorIn(ctx: ScopedContext, text: string): ContactSelector {
  const selector = parseContactSelector(text, ctx.tenant.settings.default_country ?? null);
  if (selector.ok) return selector.value;
  throw fieldError(selector.error.code, "/contact", selector.error.message);
}

/** Who is meant; null when there is no such contact, and nothing that somebody could come back by. */
export async function whom(ctx: ScopedContext, selector: ContactSelector): Promise<Person | null> {
  const contact = await findContact(ctx.db, selector);
  const named = identityOf(selector);
  if (contact === undefined)
    return named === null ? null : { contactId: null, identities: [meant(ctx, named)] };
  const identities = await identitiesOfContact(ctx.db, contact.id);
  return { contactId: contact.id, identities: identities.map((one) => meant(ctx, one)) };
}

const meant = (ctx: ScopedContext, { kind, value }: Pick<Meant, "kind" | "value">): Meant => ({
  kind,
  value,
  keyHash: identityHash(ctx, `${kind}:${value}`),
});
