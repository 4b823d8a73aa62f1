import { eq } from "drizzle-orm";

import type { TenantSettings } from "#db/control/schema";
import { tenants } from "#db/control/schema";
import { toStatement } from "#db/statement";
import { readWorkspace } from "#features/workspace/queries";
import type { UpdateWorkspaceBody, WorkspaceView } from "#features/workspace/schemas";
import { workspaceView } from "#features/workspace/view";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { checkIfMatch, contentEtag } from "#platform/http/etag";

/**
 * Change the workspace's name, time zone or settings. Other isolates follow within 30 seconds.
 *
 * @throws AppError `precondition_failed`.
 */
export async function updateWorkspace(
  ctx: WorkspaceContext,
  { ifMatch, ...body }: UpdateWorkspaceBody & { readonly ifMatch: string | undefined },
): Promise<WorkspaceView> {
  requireScope(ctx, "workspace:write");
  const before = await readWorkspace(ctx);
  checkIfMatch(ifMatch, await contentEtag(workspaceView(before)));
  const after = {
    ...before,
    name: body.name ?? before.name,
    timezone: body.timezone ?? before.timezone,
    settings: mergeSettings(before.settings, body.settings ?? {}),
  };
  const { name, timezone, settings } = after;
  const update = ctx.control
    .update(tenants)
    .set({ name, timezone, settings })
    .where(eq(tenants.id, ctx.tenant.id));
  const view = workspaceView(after);
  await commitControl(ctx, {
    statements: [toStatement(ctx.control, update)],
    audit: {
      action: "workspace.update",
      target: ctx.tenant.id,
      changes: { members: Object.keys(body), settings: Object.keys(body.settings ?? {}) },
    },
    answer: { status: 200, body: view },
  });
  return view;
}

function mergeSettings(
  now: TenantSettings,
  change: NonNullable<UpdateWorkspaceBody["settings"]>,
): TenantSettings {
  if (change.default_country === undefined) return now;
  const { default_country: _, ...rest } = now;
  return change.default_country === null
    ? rest
    : { ...rest, default_country: change.default_country };
}
