import { notFound } from "#core/errors";
import { findContact, selectorOf } from "#db/tenant/find-contact";
import { consentsOf } from "#features/consent/queries";
import type { ConsentView } from "#features/consent/schemas";
import { consentView } from "#features/consent/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, page } from "#platform/http/cursor";

/** One contact's acts of consent, newest first, and those of contacts that were merged into it. */
export async function listContactConsents(
  ctx: TenantContext,
  selectorText: string,
  query: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ data: ConsentView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "consents:read");
  const selector = selectorOf(selectorText, ctx.tenant.settings.default_country ?? null);
  const contact = await findContact(ctx.db, selector);
  if (contact === undefined) throw notFound();
  const list = { name: "contact_consents", filters: { contact: contact.id } };
  const after = query.after === undefined ? null : await decodeCursor(ctx, list, query.after);
  const rows = await consentsOf(ctx.db, contact.id, {
    beforeSeq: after === null ? null : Number(after[0]),
    limit: query.limit + 1,
  });
  return page(ctx, list, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.seq],
    view: consentView,
  });
}
