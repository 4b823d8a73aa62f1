import type { z } from "@hono/zod-openapi";

import { pageOfMembers } from "#features/members/queries";
import type { MemberPage } from "#features/members/schemas";
import { memberView } from "#features/members/view";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

const LIST = { name: "members", kind: "membership", filters: {} } as const;

/** Who works in the workspace: whoever may give away a conversation must know to whom. E-mails only with `team:read`. */
export async function listMembers(
  ctx: WorkspaceContext,
  query: z.infer<typeof PageQuery>,
): Promise<MemberPage> {
  requireScope(ctx, "inbox:read");
  const rows = await pageOfMembers(ctx.control, {
    tenantId: ctx.tenant.id,
    after: await idAfter(ctx, LIST, query.after),
    limit: query.limit + 1,
  });
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: (row) => memberView(ctx, row),
  });
}
