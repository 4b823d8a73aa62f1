import { AppError, fieldError } from "#core/errors";
import { isInUse } from "#core/number/in-use";
import { retryConflict } from "#db/tenant/retry-conflict";
import { areWordsChanged, findNumber, type NumberRow } from "#features/numbers/index";
import { keepOptInLink } from "#features/opt-in-links/keep-link";
import type { OptInLinkBody, OptInLinkView } from "#features/opt-in-links/schemas";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Make a link by which people agree. Its keyword is heard from the next message on.
 *
 * @throws AppError `not_found` and `invalid_state` about the number, `invalid_request`, `keyword_taken`, `quota_exceeded`.
 */
export async function createOptInLink(
  ctx: TenantContext,
  body: OptInLinkBody,
): Promise<OptInLinkView> {
  requireScope(ctx, "consents:write");

  const { name, keyword, statement, prefilled = null, statement_language: language = null } = body;
  const id = ctx.newId("optInLink");
  const nowMs = ctx.nowMs();
  return retryConflict(async () => {
    const number = await requireHome(ctx, body.number_id);
    const link = {
      id,
      numberId: number.id,
      name,
      keyword,
      prefilled,
      statement,
      statementLanguage: language,
      createdAt: nowMs,
      updatedAt: nowMs,
    };
    return keepOptInLink(ctx, { number, link }, { action: "opt_in_link.create", status: 201 });
  }, areWordsChanged);
}

async function requireHome(ctx: ScopedContext, id: string): Promise<NumberRow> {
  const number = await findNumber(ctx.db, id);
  if (number === undefined) throw fieldError("not_found", "/number_id", "There is no such number.");
  if (isInUse(number.status)) return number;
  throw new AppError("invalid_state", "The number is disconnected: connect it again first.");
}
