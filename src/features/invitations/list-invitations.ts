import type { z } from "@hono/zod-openapi";

import { pageOfInvitations } from "#features/invitations/queries";
import type { InvitationPage } from "#features/invitations/schemas";
import { invitationView } from "#features/invitations/view";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

const LIST = { name: "invitations", kind: "invitation", filters: {} } as const;

/** The workspace's invitations but revoked ones, newest first, without their tokens. */
export async function listInvitations(
  ctx: WorkspaceContext,
  query: z.infer<typeof PageQuery>,
): Promise<InvitationPage> {
  requireScope(ctx, "team:read");
  const rows = await pageOfInvitations(ctx.control, {
    tenantId: ctx.tenant.id,
    before: await idAfter(ctx, LIST, query.after),
    limit: query.limit + 1,
  });
  const nowMs = ctx.nowMs();
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: (row) => invitationView(row, nowMs),
  });
}
