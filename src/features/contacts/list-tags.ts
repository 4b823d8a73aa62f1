import type { z } from "@hono/zod-openapi";

import { COUNTED_MAX, findTags } from "#features/contacts/queries-tags";
import type { TagView } from "#features/contacts/schemas-tags";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, page, type PageQuery } from "#platform/http/cursor";

/** The tags that contacts have, by the alphabet. @throws AppError `invalid_cursor`. */
export async function listTags(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: TagView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const list = { name: "tags", filters: {} };
  const [behind = ""] = after === undefined ? [] : await decodeCursor(ctx, list, after);
  const rows = await findTags(ctx.db, { after: String(behind), limit: limit + 1 });
  return page(ctx, list, {
    rows,
    limit,
    positionOf: (row) => [row.tag],
    view: ({ name, contacts }): TagView => ({
      name,
      contacts: Math.min(contacts, COUNTED_MAX),
      contacts_is: contacts > COUNTED_MAX ? "at_least" : "exact",
    }),
  });
}
