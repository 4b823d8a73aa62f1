import { AppError, notFound } from "#core/errors";
import { asOwner } from "#features/closing/as-owner";
import { findWorkspace } from "#features/closing/queries";
import { tellMembers } from "#features/closing/tell-members";
import { endClosing, isNotClosing } from "#features/closing/writes";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { forgetTenant } from "#platform/tenancy";

/**
 * Take a closed workspace back, as long as its grace lasts. What waited goes on by itself within minutes: what was due meanwhile
 * is decided anew, as for any workspace that rested.
 *
 * @throws AppError `missing_scope` for an API key too, `owner_required`; `invalid_state` when it is not closed, or its end has begun.
 */
export async function restoreWorkspace(caller: WorkspaceContext): Promise<void> {
  requireScope(caller, "workspace:write");
  const ctx = asOwner(caller);
  const before = await findWorkspace(ctx.control, ctx.tenant.id);
  if (before === undefined) throw notFound();
  const { name, closingAt } = before;
  if (closingAt === null) throw notClosing();
  try {
    await commitControl(ctx, {
      statements: endClosing(ctx.control, ctx.tenant.id, ctx.nowMs()),
      audit: { action: "workspace.restore", target: ctx.tenant.id },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (isNotClosing(error)) throw notClosing();
    throw error;
  }
  forgetTenant(ctx.tenant.id);
  ctx.defer(tellMembers(ctx, "restored", { workspace: name, closingAt }));
}

const notClosing = (): AppError =>
  new AppError("invalid_state", "This workspace is not closed, or its end has begun.");
