import { consentsAfter } from "#features/consent/queries";
import type { ConsentView } from "#features/consent/schemas";
import { consentView } from "#features/consent/view";
import { requireScope, type TenantContext } from "#platform/context";

/** The workspace's consent ledger after a sequence, oldest first. The whole ledger is kept. */
export async function readConsentFeed(
  ctx: TenantContext,
  query: { readonly limit: number; readonly after: number },
): Promise<{ data: ConsentView[]; has_more: boolean; next_after: number }> {
  requireScope(ctx, "consents:read");
  const rows = await consentsAfter(ctx.db, { afterSeq: query.after, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return {
    data: shown.map(consentView),
    has_more: rows.length > query.limit,
    next_after: shown.at(-1)?.seq ?? query.after,
  };
}
