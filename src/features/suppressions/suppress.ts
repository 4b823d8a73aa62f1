import { identityOf, parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { fieldError, notFound } from "#core/errors";
import { findContact } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { suppressHolders } from "#db/tenant/suppressed-contacts";
import { suppressionAdded } from "#features/suppressions/events";
import {
  findSuppressionOf,
  identitiesOfContact,
  type SuppressionRow,
} from "#features/suppressions/queries";
import type { SuppressionBody, SuppressionView } from "#features/suppressions/schemas";
import { suppressionView } from "#features/suppressions/view";
import { isSuppressedMeanwhile, keepSuppression } from "#features/suppressions/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

/**
 * Put somebody on the suppression list: nothing is sent to them any more, not even what is queued, and under these identities
 * they stay on it when their contact is erased and comes back. Whoever is on it already stays there once, with what is new of
 * their identities.
 *
 * @returns The suppression, and whether it is a new one.
 * @throws AppError `not_found` for a contact that is not here; of `/contact` `invalid_phone`, `country_required`,
 *   `invalid_user_id`, and `invalid_request` also for a contact with neither phone nor user id.
 */
export async function suppress(
  ctx: TenantContext,
  body: SuppressionBody,
): Promise<{ readonly view: SuppressionView; readonly isNew: boolean }> {
  requireScope(ctx, "consents:write");

  const selector = selectorIn(ctx, body.contact);
  return retryConflict(() => suppressOnce(ctx, selector, body), isSuppressedMeanwhile);
}

async function suppressOnce(
  ctx: ScopedContext,
  selector: ContactSelector,
  { reason }: SuppressionBody,
): Promise<{ readonly view: SuppressionView; readonly isNew: boolean }> {
  const { contactId, identities } = await whom(ctx, selector);
  const hashes = identities.map(({ kind, value }) => identityHash(ctx, `${kind}:${value}`));
  const known = await findSuppressionOf(ctx.db, hashes);
  const fresh: SuppressionRow = {
    id: ctx.newId("suppression"),
    contactId,
    kinds: [...new Set(identities.map(({ kind }) => kind))].toSorted(),
    keyHashes: hashes,
    reason,
    actor: ctx.actor.id,
    createdAt: ctx.nowMs(),
  };
  const row = known === undefined ? fresh : extended(known, fresh);
  const view = suppressionView(row);
  const isNew = known === undefined;
  await commit(ctx, {
    statements: [...keepSuppression(ctx.db, row), suppressHolders(ctx.db, identities, ctx.nowMs())],
    events: isNew ? [suppressionAdded(row)] : [],
    audit: { action: "suppression.add", target: row.id, changes: { reason: row.reason } },
    answer: { status: isNew ? 201 : 200, body: view },
  });
  return { view, isNew };
}

/** A suppression that is there, with what is new of the person. */
const extended = (known: SuppressionRow, fresh: SuppressionRow): SuppressionRow => ({
  ...known,
  contactId: fresh.contactId ?? known.contactId,
  kinds: [...new Set([...known.kinds, ...fresh.kinds])].toSorted(),
  keyHashes: [...new Set([...known.keyHashes, ...fresh.keyHashes])],
});

/** Who is meant, and by what they are known. */
async function whom(ctx: ScopedContext, selector: ContactSelector) {
  const contact = await findContact(ctx.db, selector);
  const named = identityOf(selector);
  if (contact === undefined) {
    if (named === null) throw notFound();
    return { contactId: null, identities: [named] };
  }
  const identities = await identitiesOfContact(ctx.db, contact.id);
  if (identities.length === 0)
    throw fieldError(
      "invalid_request",
      "/contact",
      "The contact has neither a phone nor a user id.",
    );
  return { contactId: contact.id, identities };
}

function selectorIn(ctx: ScopedContext, text: string): ContactSelector {
  const selector = parseContactSelector(text, ctx.tenant.settings.default_country ?? null);
  if (selector.ok) return selector.value;
  throw fieldError(selector.error.code, "/contact", selector.error.message);
}
