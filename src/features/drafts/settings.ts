import { findSettings } from "#features/drafts/queries";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** What a workspace may draft in a month until an owner says otherwise. */
const MONTHLY_CAP = 100;

/** How the workspace uses AI. */
export interface AiSettings {
  readonly enabled: boolean;
  /** Those of the deployment that the workspace uses, the first by default. Empty when it took the last of them away. */
  readonly models: readonly string[];
  /** Drafts in a calendar month, UTC. */
  readonly monthlyCap: number;
}

/** The settings as they work now: off while nobody has decided, and without models that the deployment gave up. */
export async function readSettings(ctx: ScopedContext): Promise<AiSettings> {
  const { aiModels } = configOf(ctx.env);
  const row = await findSettings(ctx.db);
  if (row === undefined) return { enabled: false, models: aiModels, monthlyCap: MONTHLY_CAP };
  return {
    enabled: row.enabled,
    models: row.models?.filter((model) => aiModels.includes(model)) ?? aiModels,
    monthlyCap: row.monthlyCap,
  };
}
