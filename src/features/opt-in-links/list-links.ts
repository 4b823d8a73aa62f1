import { findLinks } from "#features/opt-in-links/queries";
import type { ListOptInLinksQuery, OptInLinkView } from "#features/opt-in-links/schemas";
import { linkView } from "#features/opt-in-links/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page } from "#platform/http/cursor";

/** Opt-in links, newest first. @throws AppError `invalid_cursor`. */
export async function listOptInLinks(
  ctx: TenantContext,
  { limit, after, number }: ListOptInLinksQuery,
): Promise<{ data: OptInLinkView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "consents:read");

  const filters = number === undefined ? {} : { number };
  const list = { name: "opt_in_links", kind: "optInLink", filters } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findLinks(ctx.db, { number, before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: ({ link }) => [link.id], view: linkView });
}
