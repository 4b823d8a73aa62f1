import type { WorkspaceView } from "#features/workspace/schemas";
import type { TenantRecord } from "#platform/context";

/** The wire shape of a workspace. */
export const workspaceView = (
  row: Pick<TenantRecord, "id" | "name" | "timezone" | "settings" | "closingAt">,
): WorkspaceView => ({
  id: row.id,
  name: row.name,
  timezone: row.timezone,
  settings: { default_country: row.settings.default_country ?? null },
  closing_at: row.closingAt === null ? null : new Date(row.closingAt).toISOString(),
});
