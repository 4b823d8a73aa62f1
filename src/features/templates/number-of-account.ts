import { AppError } from "#core/errors";
import { numbersInUse, type NumberRow } from "#features/numbers/index";
import type { TemplateRow } from "#features/templates/queries";
import type { ScopedContext } from "#platform/context";

/**
 * The number a template was made for, or another of the same account: whose token asks Meta.
 *
 * @throws AppError `invalid_state` when there is none, `number_needs_reauth`.
 */
export async function requireNumberOfAccount(
  ctx: ScopedContext,
  row: Pick<TemplateRow, "wabaId" | "numberId">,
): Promise<NumberRow> {
  const siblings = (await numbersInUse(ctx.db)).filter(({ wabaId }) => wabaId === row.wabaId);
  const number = siblings.find((sibling) => sibling.id === row.numberId) ?? siblings[0];
  if (number === undefined)
    throw new AppError("invalid_state", "No connected number belongs to this account any more.");
  if (number.status === "needs_reauth")
    throw new AppError("number_needs_reauth", "The account's number needs a new access token.");
  return number;
}
