import type { SummaryQuery, SummaryView } from "#features/sandbox/ledger-schemas";
import { requireSandboxNumber } from "#features/sandbox/require-sandbox-number";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Totals of the ledger, over one number or over all.
 *
 * @throws AppError `not_found` when `number` is not one of the sandbox.
 */
export async function summariseLedger(
  ctx: TenantContext,
  query: SummaryQuery,
): Promise<SummaryView> {
  requireScope(ctx, "sandbox:write");
  const number =
    query.number === undefined ? undefined : await requireSandboxNumber(ctx, query.number);
  const summary = await ctx.sandbox.ledgerSummary({ number: number?.phoneNumberId });
  return { ...summary, refused_by_code: { ...summary.refused_by_code } };
}
