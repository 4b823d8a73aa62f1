import { fieldError, notFound } from "#core/errors";
import { GRACE_MS } from "#core/tenant/closing";
import { reAuthenticate } from "#features/accounts/index";
import { asOwner } from "#features/closing/as-owner";
import { findWorkspace } from "#features/closing/queries";
import type { CloseWorkspaceBody, ClosingView } from "#features/closing/schemas";
import { tellMembers } from "#features/closing/tell-members";
import { beginClosing } from "#features/closing/writes";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { forgetTenant } from "#platform/tenancy";

/**
 * Close the caller's workspace: from now on nothing is sent and nothing changed, and after seven days all of it is deleted. What
 * people write meanwhile is still taken in, so that a STOP counts if the workspace is taken back. Repeating it changes nothing:
 * the first closing counts. No answer is stored under an idempotency key, because its fingerprint would be one of the password.
 *
 * @throws AppError `missing_scope` for an API key too, `owner_required`, `invalid_request` for another name, `rate_limited`, `reauth_required`.
 */
export async function closeWorkspace(
  caller: WorkspaceContext,
  { confirm, password }: CloseWorkspaceBody,
): Promise<ClosingView> {
  requireScope(caller, "workspace:write");
  const ctx = asOwner(caller);
  const before = await findWorkspace(ctx.control, ctx.tenant.id);
  if (before === undefined) throw notFound();
  if (confirm !== before.name)
    throw fieldError("invalid_request", "/confirm", "This is not the workspace's name.");
  const { giveBack } = await reAuthenticate(ctx, password, "/password");
  const closingAt = before.closingAt ?? ctx.nowMs() + GRACE_MS;
  if (before.closingAt === null) {
    await commitControl(ctx, {
      statements: [beginClosing(ctx.control, ctx.tenant.id, closingAt), giveBack],
      audit: {
        action: "workspace.close",
        target: ctx.tenant.id,
        changes: { closing_at: closingAt },
      },
    });
    forgetTenant(ctx.tenant.id);
    ctx.defer(tellMembers(ctx, "closed", { workspace: before.name, closingAt }));
  }
  return { closing_at: new Date(closingAt).toISOString() };
}
