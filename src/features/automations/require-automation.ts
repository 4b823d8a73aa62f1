import { notFound } from "#core/errors";
import { findAutomation, type AutomationRow } from "#features/automations/queries";
import type { ScopedContext } from "#platform/context";

/** The automation, or `not_found`. */
export async function requireAutomation(ctx: ScopedContext, id: string): Promise<AutomationRow> {
  const row = await findAutomation(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}
