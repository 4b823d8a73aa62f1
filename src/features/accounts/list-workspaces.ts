import type { z } from "@hono/zod-openapi";

import { pageOfWorkspaces, type MyWorkspaceRow } from "#features/accounts/queries-workspaces";
import type { MyWorkspace, MyWorkspacePage } from "#features/accounts/schemas-workspaces";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";
import type { PersonContext } from "#platform/person";

const LIST = { name: "workspaces", kind: "membership", filters: {} } as const;

/** Where the caller works, the oldest first. */
export async function listWorkspaces(
  ctx: PersonContext,
  query: z.infer<typeof PageQuery>,
): Promise<MyWorkspacePage> {
  const rows = await pageOfWorkspaces(ctx.control, {
    userId: ctx.actor.id,
    after: await idAfter(ctx, LIST, query.after),
    limit: query.limit + 1,
  });
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.membershipId],
    view: (row) => myWorkspaceView(row, ctx.tenant.id),
  });
}

/** The wire shape of one of the caller's workspaces. @param current Id of the one that the session is for. */
export const myWorkspaceView = (
  row: Omit<MyWorkspaceRow, "membershipId">,
  current: MyWorkspaceRow["id"],
): MyWorkspace => ({
  id: row.id,
  name: row.name,
  timezone: row.timezone,
  role: row.role,
  current: row.id === current,
  joined_at: new Date(row.joinedAt).toISOString(),
});
