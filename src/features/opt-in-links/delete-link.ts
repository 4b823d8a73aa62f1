import { wordsWith } from "#core/consent/opt-in-link";
import { notFound } from "#core/errors";
import { retryConflict } from "#db/tenant/retry-conflict";
import { areWordsChanged, findNumber, setLinkWords } from "#features/numbers/index";
import { requireLink } from "#features/opt-in-links/require-link";
import { deleteLink } from "#features/opt-in-links/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Delete a link: nobody agrees by it any more, and its keyword is free again. @throws AppError `not_found`. */
export async function deleteOptInLink(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "consents:write");

  await retryConflict(async () => {
    const { link } = await requireLink(ctx, id);
    const number = await findNumber(ctx.db, link.numberId);
    if (number === undefined) throw notFound();
    await commit(ctx, {
      statements: [
        ...setLinkWords(ctx.db, number, wordsWith(number.linkWords ?? {}, link.id, null)),
        deleteLink(ctx.db, link.id),
      ],
      audit: { action: "opt_in_link.delete", target: link.id, changes: { number: number.id } },
      answer: { status: 204, body: null },
    });
  }, areWordsChanged);
}
