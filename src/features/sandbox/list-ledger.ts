import { allNumbers } from "#features/numbers/index";
import type { LedgerQuery, LedgerView } from "#features/sandbox/ledger-schemas";
import { requireSandboxNumber } from "#features/sandbox/require-sandbox-number";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * What was posted to the sandbox's Graph API, oldest first.
 *
 * @throws AppError `not_found` when `number` is not one of the sandbox.
 */
export async function listLedger(ctx: TenantContext, query: LedgerQuery): Promise<LedgerView> {
  requireScope(ctx, "sandbox:write");
  const number =
    query.number === undefined ? undefined : await requireSandboxNumber(ctx, query.number);
  const [numbers, rows] = await Promise.all([
    allNumbers(ctx.db),
    ctx.sandbox.ledger({
      number: number?.phoneNumberId,
      to: query.to === undefined ? undefined : recipient(query.to),
      outcome: query.outcome,
      after: query.after,
      limit: query.limit + 1,
    }),
  ]);
  const idOf = new Map(numbers.map((row) => [row.phoneNumberId, row.id]));
  const page = rows.slice(0, query.limit);
  return {
    data: page.map(({ phone_number_id: phoneNumberId, at, ...row }) => ({
      ...row,
      at: new Date(at).toISOString(),
      number_id: idOf.get(phoneNumberId) ?? null,
    })),
    has_more: rows.length > query.limit,
    next_after: page.at(-1)?.seq ?? query.after ?? 0,
  };
}

/** The ledger knows digits. A plus that was not escaped in the URL arrives as a space. */
const recipient = (to: string): string => to.replace(/^[+ ](?=\d)/, "");
