import { ownWordFaults, type OwnWords } from "#core/consent/own-words";
import { AppError } from "#core/errors";
import { retryConflict } from "#db/tenant/retry-conflict";
import { requireNumber, requireNumberInUse } from "#features/numbers/require-number";
import type { NumberKeywords } from "#features/numbers/schemas-keywords";
import { areWordsChanged, guardWords, updateNumber } from "#features/numbers/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/** What stops and starts marketing on a number beside the built-in words. @throws AppError `not_found`. */
export async function getNumberKeywords(ctx: TenantContext, id: string): Promise<NumberKeywords> {
  requireScope(ctx, "numbers:read");

  return view((await requireNumber(ctx, id)).keywords);
}

/**
 * Replace a number's own words. They hold from the next message on.
 *
 * @throws AppError `not_found`, `invalid_state`, `unavailable`; `invalid_request` for words that cannot be taken, each with its pointer.
 */
export async function setNumberKeywords(
  ctx: TenantContext,
  id: string,
  input: NumberKeywords,
): Promise<NumberKeywords> {
  requireScope(ctx, "numbers:write");

  return retryConflict(() => replace(ctx, id, input), areWordsChanged);
}

async function replace(
  ctx: ScopedContext,
  id: string,
  input: NumberKeywords,
): Promise<NumberKeywords> {
  const row = await requireNumberInUse(ctx, id);
  refuseFaults(input, new Set(Object.keys(row.linkWords ?? {})));
  const words = { stop: input.stop.map(trimmed), start: input.start.map(trimmed) };
  const isEmpty = words.stop.length === 0 && words.start.length === 0;
  await commit(ctx, {
    statements: [
      guardWords(ctx.db, row),
      updateNumber(ctx.db, row.id, {
        keywords: isEmpty ? null : words,
        updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1),
      }),
    ],
    audit: {
      action: "number.set_keywords",
      target: row.id,
      changes: { stop: words.stop.length, start: words.start.length },
    },
    answer: { status: 200, body: words },
  });
  return words;
}

/** @param taken Phrases of the number's opt-in links, folded. */
function refuseFaults(words: OwnWords, taken: ReadonlySet<string>): void {
  const faults = ownWordFaults(words, taken);
  const [first] = faults;
  if (first === undefined) return;
  const code = "invalid_request";
  throw new AppError(code, first.message, { errors: faults.map((fault) => ({ ...fault, code })) });
}

const trimmed = (word: string): string => word.trim();

const view = (words: OwnWords | null): NumberKeywords => ({
  stop: [...(words?.stop ?? [])],
  start: [...(words?.start ?? [])],
});
