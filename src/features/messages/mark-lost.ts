import type { KeyRange } from "#core/campaign/recipient-ids";
import { applyFacts } from "#db/tenant/apply-facts";
import { messageUnknown } from "#features/messages/events";
import { findLostIn, type LostRow } from "#features/messages/queries-claims";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * Call rows of a run that is gone `unknown`, each with its event: they may have been sent, so nobody sends them again.
 *
 * @param options `campaigns: false` when no row belongs to one.
 */
export async function markLost(
  ctx: ScopedContext,
  rows: readonly LostRow[],
  options: { readonly campaigns: boolean },
): Promise<void> {
  if (rows.length === 0) return;
  const facts = rows.map(({ id, claim }) => ({
    id,
    state: "unknown" as const,
    ...(claim === null ? {} : { claim }),
  }));
  await commit(ctx, {
    statements: applyFacts(ctx.db, facts, ctx.nowMs(), options),
    events: rows.map((row) => messageUnknown(row, "claim_lost")),
  });
}

/** {@link markLost} for the messages of a range that were claimed too long ago. */
export const markLostIn = async (ctx: ScopedContext, range: KeyRange): Promise<void> =>
  markLost(ctx, await findLostIn(ctx.db, range, ctx.nowMs()), { campaigns: true });
