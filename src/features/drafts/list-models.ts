import { offeredModels } from "#ai/offered-models";
import { findProvider } from "#features/drafts/provider";
import type { ModelReason, ModelsView } from "#features/drafts/schemas-ai";
import { readSettings } from "#features/drafts/settings";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { IsolateCache } from "#platform/isolate-cache";

/** What a provider offers, by its address: it changes over weeks. */
const offers = new IsolateCache<string, ReadonlySet<string>>({ entriesMax: 10, ttlMs: 300_000 });

/** Every model of the deployment, and whether it can be asked at the moment. The provider learns nothing of who wants to know. */
export async function listModels(ctx: TenantContext): Promise<ModelsView> {
  requireScope(ctx, "ai:draft");

  const { enabled, models } = await readSettings(ctx);
  const { aiModels } = configOf(ctx.env);
  const offered = enabled ? await findOffered(ctx) : undefined;
  const reasonOf = (model: string): ModelReason | null => {
    if (findProvider(ctx) === undefined) return "not_configured";
    if (!enabled) return "turned_off";
    if (!models.includes(model)) return "not_chosen";
    if (offered === undefined) return "unreachable";
    return offered.has(model) ? null : "not_offered";
  };
  return {
    data: aiModels.map((id) => {
      const reason = reasonOf(id);
      return { id, available: reason === null, reason };
    }),
  };
}

async function findOffered(ctx: ScopedContext): Promise<ReadonlySet<string> | undefined> {
  const provider = findProvider(ctx);
  return provider && offers.getOrLoad(provider.url, () => offeredModels(provider));
}
