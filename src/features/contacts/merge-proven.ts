import { winnerOf } from "#core/contact/merge";
import type { Id } from "#core/ids";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isMergeConflict, mergeContacts } from "#features/contacts/merge-contacts";
import { readParties } from "#features/contacts/queries-merge";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** Two contacts that Meta's word proves to be one person. */
export interface ProvenPair {
  readonly one: Id<"contact">;
  readonly other: Id<"contact">;
  /** Meta announced that the person, who is `one`, is known as `other` is from now on: then it is `one` that is left. */
  readonly isAnnounced: boolean;
}

/**
 * Merge contacts that proved to be one person, each pair in a commit of its own. Two that have user ids of their own stay two.
 * Never throws: what failed is logged, and the person's next message leads to both again.
 */
export async function mergeProven(ctx: ScopedContext, pairs: readonly ProvenPair[]): Promise<void> {
  for (const pair of pairs) {
    try {
      await retryConflict(() => attempt(ctx, pair), isMergeConflict);
    } catch (error) {
      log("error", "contact.merge_failed", { tenant: ctx.tenant.id, ...describeError(error) });
    }
  }
}

async function attempt(ctx: ScopedContext, { one, other, isAnnounced }: ProvenPair): Promise<void> {
  const named = (value: Id<"contact">) => ({ kind: "id", value }) as const;
  const parties = await readParties(ctx.db, named(one), named(other));
  if (parties.one === undefined || parties.other === undefined) return;
  if (parties.one.id === parties.other.id) return;
  const order = isAnnounced
    ? ([parties.one, parties.other] as const)
    : winnerOf(parties.one, parties.other);
  if (order === null) return;
  const [winner, loser] = order;
  await commit(ctx, mergeContacts(ctx, { winner, loser, cause: "identity" }, parties));
}
