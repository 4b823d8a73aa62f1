import { isId } from "#core/ids";
import { pageOfNumbers } from "#features/numbers/queries";
import type { NumberView } from "#features/numbers/schemas";
import { numberView } from "#features/numbers/view";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, page } from "#platform/http/cursor";
import { numbersOf } from "#platform/number-access";

const LIST = { name: "numbers", filters: {} };

/** Numbers that were ever connected, newest first. @throws AppError `invalid_cursor`. */
export async function listNumbers(
  ctx: TenantContext,
  query: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ data: NumberView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "numbers:read");

  const [last] = query.after === undefined ? [] : await decodeCursor(ctx, LIST, query.after);
  const before = typeof last === "string" && isId("number", last) ? last : null;
  const rows = await pageOfNumbers(ctx.db, {
    before,
    limit: query.limit + 1,
    access: numbersOf(ctx),
  });
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: numberView,
  });
}
