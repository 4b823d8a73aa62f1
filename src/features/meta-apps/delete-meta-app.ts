import { AppError, notFound } from "#core/errors";
import { forgetOwnApp } from "#features/meta-apps/own-app";
import { findMetaApp } from "#features/meta-apps/queries";
import { deleteApp, isInUse } from "#features/meta-apps/writes";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";

/**
 * Delete a Meta app: its callback URL takes nothing any more, at once here and after 30 seconds everywhere.
 *
 * @throws AppError `not_found`, `invalid_state` while numbers are connected with it.
 */
export async function deleteMetaApp(ctx: WorkspaceContext, appId: string): Promise<void> {
  requireScope(ctx, "numbers:write");
  const row = await findMetaApp(ctx.control, ctx.tenant.id, appId);
  if (row === undefined) throw notFound();
  try {
    await commitControl(ctx, {
      statements: deleteApp(ctx.control, row),
      audit: { action: "meta_app.delete", target: row.appId },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (!isInUse(error)) throw error;
    throw new AppError(
      "invalid_state",
      "Numbers are connected with this app: disconnect them first.",
    );
  }
  forgetOwnApp(row.appId);
}
