import { linkFaults, OPT_IN_LINKS_MAX, takenText, wordsWith } from "#core/consent/opt-in-link";
import { ownPhrases } from "#core/consent/own-words";
import { AppError } from "#core/errors";
import { setLinkWords, type NumberRow } from "#features/numbers/index";
import type { LinkRow } from "#features/opt-in-links/queries";
import type { OptInLinkView } from "#features/opt-in-links/schemas";
import { linkView } from "#features/opt-in-links/view";
import { keepLink } from "#features/opt-in-links/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * Write a link, and its phrases beside its number, where the drain finds them. The batch fails (`areWordsChanged`) when the
 * number's words have changed since the number was read.
 *
 * @throws AppError `invalid_request` for texts that nobody can agree by, `keyword_taken`, `quota_exceeded`.
 */
export async function keepOptInLink(
  ctx: ScopedContext,
  { number, link }: { readonly number: NumberRow; readonly link: LinkRow },
  { action, status }: { readonly action: string; readonly status: 200 | 201 },
): Promise<OptInLinkView> {
  const words = number.linkWords ?? {};
  refuseTexts(number, link);
  if (!Object.values(words).includes(link.id) && countOf(words) >= OPT_IN_LINKS_MAX)
    throw new AppError("quota_exceeded", `A number has up to ${OPT_IN_LINKS_MAX} opt-in links.`);
  const view = linkView({ link, phone: number.displayPhoneNumber });
  await commit(ctx, {
    statements: [
      ...setLinkWords(ctx.db, number, wordsWith(words, link.id, link)),
      keepLink(ctx.db, link),
    ],
    audit: { action, target: link.id, changes: { number: number.id } },
    answer: { status, body: view },
  });
  return view;
}

const countOf = (words: object): number => new Set(Object.values(words)).size;

function refuseTexts(number: NumberRow, link: LinkRow): void {
  const own = ownPhrases(number.keywords);
  const faults = linkFaults(link, own);
  const [first] = faults;
  if (first !== undefined)
    throw new AppError("invalid_request", first.message, {
      errors: faults.map((fault) => ({ ...fault, code: "invalid_request" })),
    });
  const taken = takenText(link, { own, words: number.linkWords ?? {}, id: link.id });
  if (taken !== undefined)
    throw new AppError("keyword_taken", taken.message, {
      errors: [{ ...taken, code: "keyword_taken" }],
    });
}
