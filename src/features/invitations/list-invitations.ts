import type { z } from "@hono/zod-openapi";

import { AppError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { pageOfInvitations } from "#features/invitations/queries";
import type { InvitationPage } from "#features/invitations/schemas";
import { invitationView } from "#features/invitations/view";
import {
  requireScope,
  type ScopedWorkspaceContext,
  type WorkspaceContext,
} from "#platform/context";
import { decodeCursor, page, type PageQuery } from "#platform/http/cursor";

const LIST = { name: "invitations", filters: {} };

/** The workspace's invitations but revoked ones, newest first, without their tokens. */
export async function listInvitations(
  ctx: WorkspaceContext,
  query: z.infer<typeof PageQuery>,
): Promise<InvitationPage> {
  requireScope(ctx, "team:read");
  const before = query.after === undefined ? undefined : await positionOf(ctx, query.after);
  const rows = await pageOfInvitations(ctx.control, {
    tenantId: ctx.tenant.id,
    before,
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

async function positionOf(ctx: ScopedWorkspaceContext, cursor: string): Promise<Id<"invitation">> {
  const [id] = await decodeCursor(ctx, LIST, cursor);
  if (typeof id === "string" && isId("invitation", id)) return id;
  throw new AppError("invalid_cursor", "This cursor was not made for this list.");
}
