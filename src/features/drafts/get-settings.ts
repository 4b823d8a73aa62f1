import { spansOf } from "#core/draft/spans";
import { readUsage } from "#features/drafts/queries";
import type { SettingsView } from "#features/drafts/schemas-ai";
import { readSettings } from "#features/drafts/settings";
import { settingsView } from "#features/drafts/view-ai";
import { requireScope, type TenantContext } from "#platform/context";

/** How the workspace uses AI, and what of this month's cap is used. */
export async function getSettings(ctx: TenantContext): Promise<SettingsView> {
  requireScope(ctx, "ai:draft");

  const { month } = spansOf(ctx.nowMs());
  const usage = await readUsage(ctx.db, [month]);
  return settingsView(await readSettings(ctx), { month, drafts: usage.get(month) ?? 0 });
}
