import { readWorkspace } from "#features/workspace/queries";
import type { WorkspaceView } from "#features/workspace/schemas";
import { workspaceView } from "#features/workspace/view";
import { requireScope, type WorkspaceContext } from "#platform/context";

/** The workspace that the credential belongs to. */
export async function getWorkspace(ctx: WorkspaceContext): Promise<WorkspaceView> {
  requireScope(ctx, "workspace:read");
  return workspaceView(await readWorkspace(ctx));
}
