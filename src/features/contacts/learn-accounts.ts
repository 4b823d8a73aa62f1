import { phoneKey } from "#core/contact/phone";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import {
  appendConsents,
  earlierWithdrawal,
  forgetWithdrawn,
  guardNotWithdrawn,
  readWithdrawn,
} from "#features/consent/index";
import { identityKey } from "#features/contacts/identity-rows";
import { learnAccountStatements, type AccountPair } from "#features/contacts/writes-learned";
import type { ScopedContext } from "#platform/context";

const keyOf = ([, waId]: AccountPair): string =>
  identityKey({ kind: "phone", value: phoneKey(waId) });

/**
 * Learn the ids of accounts that Meta's answers tell: the contact is found by them from now on, unless another contact is, and
 * has withdrawn when a person withdrew under such an id. For the batch of another act, which fails (`isWithdrawnMeanwhile`)
 * when that came between. Nothing is read when there is nothing to learn.
 */
export async function learnAccounts(
  ctx: ScopedContext,
  pairs: readonly AccountPair[],
): Promise<{ readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] }> {
  if (pairs.length === 0) return { statements: [], events: [] };
  const withdrawn = await readWithdrawn(ctx, pairs.map(keyOf));
  const acts = appendConsents(
    ctx,
    pairs.flatMap((pair) => {
      const atMs = withdrawn.get(keyOf(pair));
      return atMs === undefined ? [] : [earlierWithdrawal(pair[0], atMs)];
    }),
  );
  return {
    statements: [
      ...guardNotWithdrawn(
        ctx,
        pairs.map(keyOf).filter((key) => !withdrawn.has(key)),
      ),
      ...forgetWithdrawn(ctx, [...withdrawn.keys()]),
      ...learnAccountStatements(ctx, pairs, ctx.nowMs()),
      ...acts.statements,
    ],
    events: acts.events,
  };
}
