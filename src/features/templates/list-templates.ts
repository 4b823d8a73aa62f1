import { fieldError } from "#core/errors";
import { findSeenNumber } from "#features/numbers/index";
import { pageOfTemplates } from "#features/templates/queries";
import type { ListTemplatesQuery, TemplateView } from "#features/templates/schemas";
import { templateView } from "#features/templates/view";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { encodeCursor, idAfter } from "#platform/http/cursor";

/**
 * Newest first. With filters a page may be short while more follow.
 *
 * @throws AppError `invalid_cursor`, `not_found` for a number that is none.
 */
export async function listTemplates(
  ctx: TenantContext,
  { limit, after, ...asked }: ListTemplatesQuery,
): Promise<{ data: TemplateView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "templates:read");

  const list = { name: "templates", kind: "template", filters: asked } as const;
  const before = (await idAfter(ctx, list, after)) ?? null;
  const { number, archived, ...filters } = asked;
  const wabaId = number === undefined ? undefined : await accountOf(ctx, number);
  const isArchived = archived === undefined ? undefined : archived === "true";
  const { rows, next } = await pageOfTemplates(
    ctx.db,
    { ...filters, wabaId, isArchived },
    { before, limit },
  );
  return {
    data: rows.map(templateView),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, [next]),
  };
}

/** The account of a number: what templates belong to. */
async function accountOf(ctx: ScopedContext, number: string): Promise<string> {
  const found = await findSeenNumber(ctx, number);
  if (found === undefined) throw fieldError("not_found", "number", "There is no such number.");
  return found.wabaId;
}
