import { AppError, notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findInvitation } from "#features/invitations/queries";
import { revoke, wasNotOpen } from "#features/invitations/writes";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";

/**
 * Withdraw an invitation: its token opens nothing any more.
 *
 * @throws AppError `not_found`, or `invalid_state` when it was accepted.
 */
export async function revokeInvitation(ctx: WorkspaceContext, id: string): Promise<void> {
  requireScope(ctx, "team:write");
  const row = isId("invitation", id)
    ? await findInvitation(ctx.control, ctx.tenant.id, id)
    : undefined;
  if (row === undefined) throw notFound();
  try {
    await commitControl(ctx, {
      statements: revoke(ctx.control, row.id, ctx.nowMs()),
      audit: { action: "invitation.revoke", target: row.id },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (!wasNotOpen(error)) throw error;
    throw new AppError("invalid_state", "The invitation was accepted. The person is a member now.");
  }
}
