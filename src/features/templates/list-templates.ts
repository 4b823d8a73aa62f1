import { isId } from "#core/ids";
import { pageOfTemplates } from "#features/templates/queries";
import type { TemplateView } from "#features/templates/schemas";
import { templateView } from "#features/templates/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, page } from "#platform/http/cursor";

const LIST = { name: "templates", filters: {} };

/** Newest first. @throws AppError `invalid_cursor`. */
export async function listTemplates(
  ctx: TenantContext,
  query: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ data: TemplateView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "templates:read");

  const [last] = query.after === undefined ? [] : await decodeCursor(ctx, LIST, query.after);
  const before = typeof last === "string" && isId("template", last) ? last : null;
  const rows = await pageOfTemplates(ctx.db, { before, limit: query.limit + 1 });
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: templateView,
  });
}
