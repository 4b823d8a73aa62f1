import { readWorkspace } from "#features/workspace/queries";
import { workspaceView, type WorkspaceView } from "#features/workspace/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** The workspace that the credential belongs to. */
export async function getWorkspace(ctx: TenantContext): Promise<WorkspaceView> {
  requireScope(ctx, "workspace:read");
  return workspaceView(await readWorkspace(ctx));
}
