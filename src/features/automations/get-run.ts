import { notFound } from "#core/errors";
import { findRun, type RunRow } from "#features/automations/queries-runs";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getRun(ctx: TenantContext, id: string): Promise<RunRow> {
  requireScope(ctx, "automations:read");

  const row = await findRun(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}
