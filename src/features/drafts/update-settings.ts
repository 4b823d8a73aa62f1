import { spansOf } from "#core/draft/spans";
import { AppError, fieldError } from "#core/errors";
import { readUsage } from "#features/drafts/queries";
import type { SettingsView, UpdateSettingsBody } from "#features/drafts/schemas-ai";
import { readSettings } from "#features/drafts/settings";
import { settingsView } from "#features/drafts/view-ai";
import { saveSettings } from "#features/drafts/writes";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Turn AI on or off, choose its models, cap it. Absent members stay.
 *
 * @throws AppError `owner_required`, `invalid_request` (a model that the deployment does not have).
 */
export async function updateSettings(
  ctx: TenantContext,
  input: UpdateSettingsBody,
): Promise<SettingsView> {
  requireScope(ctx, "workspace:write");
  requireOwner(ctx);

  refuseForeignModels(ctx, input.models ?? []);
  const before = await readSettings(ctx);
  const after = {
    enabled: input.enabled,
    models: input.models ?? before.models,
    monthlyCap: input.monthly_cap ?? before.monthlyCap,
  };
  const { month } = spansOf(ctx.nowMs());
  const usage = await readUsage(ctx.db, [month]);
  const view = settingsView(after, { month, drafts: usage.get(month) ?? 0 });
  await commit(ctx, {
    statements: [saveSettings(ctx.db, { id: 1, ...after, updatedAt: ctx.nowMs() })],
    audit: {
      action: "ai_settings.update",
      target: null,
      changes: { enabled: after.enabled, monthly_cap: after.monthlyCap, models: after.models },
    },
    answer: { status: 200, body: view },
  });
  return view;
}

/** What goes to another company is an owner's to decide, in person: an API key acts for nobody in particular. */
function requireOwner({ actor }: ScopedContext): void {
  if (actor.kind === "user" && actor.role === "owner") return;
  throw new AppError("owner_required", "An owner of the workspace, signed in, may change this.");
}

function refuseForeignModels({ env }: ScopedContext, models: readonly string[]): void {
  const { aiModels } = configOf(env);
  const at = models.findIndex(
    (model, index) => !aiModels.includes(model) || models.indexOf(model) < index,
  );
  if (at >= 0)
    throw fieldError("invalid_request", `/models/${at}`, `Each once, of ${aiModels.join(", ")}.`);
}
