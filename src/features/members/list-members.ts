import type { z } from "@hono/zod-openapi";

import { pageOfMembers, type MemberRow } from "#features/members/queries";
import type { MemberPage, MemberView } from "#features/members/schemas";
import { holdsScope, requireScope, type WorkspaceContext } from "#platform/context";
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
  const hasEmails = holdsScope(ctx.actor, "team:read");
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: (row) => memberView(row, hasEmails),
  });
}

const memberView = (row: MemberRow, hasEmail: boolean): MemberView => ({
  id: row.userId,
  full_name: row.fullName,
  role: row.role,
  email: hasEmail ? row.email : null,
  joined_at: new Date(row.createdAt).toISOString(),
});
