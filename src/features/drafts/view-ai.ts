import type { CallRow } from "#features/drafts/queries";
import type { CallView, SettingsView } from "#features/drafts/schemas-ai";
import type { AiSettings } from "#features/drafts/settings";

/** A row of the ledger on the wire. */
export const callView = (row: CallRow): CallView => ({
  id: row.id,
  at: new Date(row.at).toISOString(),
  model: row.model,
  outcome: row.outcome,
  fault: row.fault,
  rounds: row.rounds,
  input_tokens: row.inputTokens,
  output_tokens: row.outputTokens,
  cost_usd: row.costMicros === null ? null : row.costMicros / 1_000_000,
  input_sha256: row.inputSha256,
  fields: [...row.fields],
  draft_id: row.draftId,
});

/** The settings on the wire, with what of the cap is used. */
export const settingsView = (
  { enabled, models, monthlyCap }: AiSettings,
  used: { readonly month: string; readonly drafts: number },
): SettingsView => ({ enabled, models: [...models], monthly_cap: monthlyCap, used });
