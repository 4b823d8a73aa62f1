import { retryConflict } from "#db/tenant/retry-conflict";
import { areWordsChanged, requireNumberInUse } from "#features/numbers/index";
import { keepOptInLink } from "#features/opt-in-links/keep-link";
import { requireLink } from "#features/opt-in-links/require-link";
import type { OptInLinkView, UpdateOptInLinkBody } from "#features/opt-in-links/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Change a link; what the body leaves out stays. Whoever agreed before has agreed to what it said then.
 *
 * @throws AppError `not_found`, `invalid_state` when its number is disconnected; as `createOptInLink`.
 */
export async function updateOptInLink(
  ctx: TenantContext,
  id: string,
  body: UpdateOptInLinkBody,
): Promise<OptInLinkView> {
  requireScope(ctx, "consents:write");

  return retryConflict(async () => {
    const { link: was } = await requireLink(ctx, id);
    const number = await requireNumberInUse(ctx, was.numberId);
    const link = {
      ...was,
      name: body.name ?? was.name,
      keyword: body.keyword ?? was.keyword,
      prefilled: body.prefilled === undefined ? was.prefilled : body.prefilled,
      statement: body.statement ?? was.statement,
      statementLanguage: body.statement_language ?? was.statementLanguage,
      updatedAt: Math.max(ctx.nowMs(), was.updatedAt + 1),
    };
    return keepOptInLink(ctx, { number, link }, { action: "opt_in_link.update", status: 200 });
  }, areWordsChanged);
}
