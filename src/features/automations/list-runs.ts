import { fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { findContact, selectorOf } from "#db/tenant/find-contact";
import { pageOfRuns, readRuns } from "#features/automations/queries-runs";
import type { ListedRun, ListRunsQuery } from "#features/automations/schemas-runs";
import { listedRun } from "#features/automations/view-runs";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { encodeCursor, idAfter } from "#platform/http/cursor";

/**
 * Newest first. With filters a page may be short while more follow.
 *
 * @throws AppError `invalid_cursor`, `not_found` for a contact that is none, and what a selector may break.
 */
export async function listRuns(
  ctx: TenantContext,
  { limit, after, ...asked }: ListRunsQuery,
): Promise<{ data: ListedRun[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "automations:read");

  const list = { name: "runs", kind: "run", filters: asked } as const;
  const before = await idAfter(ctx, list, after);
  const { automation, status, contact } = asked;
  const contactId = contact === undefined ? undefined : await contactOf(ctx, contact);
  const { ids, next } = await pageOfRuns(
    ctx.db,
    { automation, status, contactId },
    { before, limit },
  );
  return {
    data: (await readRuns(ctx.db, ids)).map(listedRun),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, [next]),
  };
}

async function contactOf(ctx: ScopedContext, selector: string): Promise<Id<"contact">> {
  const country = ctx.tenant.settings.default_country ?? null;
  const contact = await findContact(ctx.db, selectorOf(selector, country));
  if (contact === undefined) throw fieldError("not_found", "contact", "There is no such contact.");
  return contact.id;
}
