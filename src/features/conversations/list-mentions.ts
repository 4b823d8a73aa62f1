import type { z } from "@hono/zod-openapi";

import { isId } from "#core/ids";
import { findMentionMark, findMentions } from "#features/conversations/queries-mentions";
import type { MentionView } from "#features/conversations/schemas-notes";
import { noteView } from "#features/conversations/view-notes";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";
import { numbersOf } from "#platform/number-access";

/** The notes that name the caller, newest first: none for an API key. @throws AppError `invalid_cursor`. */
export async function listMentions(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: MentionView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const { id: me } = ctx.actor;
  const list = { name: "mentions", filters: { me }, kind: "note" } as const;
  const before = await idAfter(ctx, list, after);
  const [rows, mark] = isId("user", me)
    ? await Promise.all([
        findMentions(ctx.db, me, { before, limit: limit + 1, access: numbersOf(ctx) }),
        findMentionMark(ctx.db, me),
      ])
    : [[], null];
  const seen = mark !== null && isId("note", mark) ? mark : "";
  return page(ctx, list, {
    rows,
    limit,
    positionOf: (row) => [row.id],
    view: (row) => ({ ...noteView(row), unread: row.id > seen && row.author !== me }),
  });
}
