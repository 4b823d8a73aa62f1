import { notFound } from "#core/errors";
import { findContact, selectorOf } from "#db/tenant/find-contact";
import type { OptOutLinkQuery, OptOutLinkView } from "#features/consent/schemas-opt-out";
import { requireScope, type TenantContext } from "#platform/context";
import { optOutUrl } from "#platform/credentials/opt-out-token";

/**
 * The link by which a person withdraws marketing on a page of ours. It is always the same and never ends.
 *
 * @throws AppError `not_found`, and a selector's own.
 */
export async function getOptOutLink(
  ctx: TenantContext,
  selectorText: string,
  { language }: OptOutLinkQuery,
): Promise<OptOutLinkView> {
  requireScope(ctx, "consents:read");

  const selector = selectorOf(selectorText, ctx.tenant.settings.default_country ?? null);
  const contact = await findContact(ctx.db, selector);
  if (contact === undefined) throw notFound();
  const url = optOutUrl(ctx.env, { tenantId: ctx.tenant.id, contactId: contact.id });
  const query = language === undefined ? "" : `?lang=${language}`;
  return { contact_id: contact.id, url: `${url}${query}` };
}
