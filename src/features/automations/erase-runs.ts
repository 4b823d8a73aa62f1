import type { Id } from "#core/ids";
import { eraseRuns } from "#features/automations/writes-runs";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Erase what automations know of a person: their runs, and what waits to be looked at. @returns How many runs that were. */
export async function eraseRunsOf(
  ctx: ScopedContext,
  contactIds: readonly Id<"contact">[],
): Promise<number> {
  await ctx.session.forgetTurns([...contactIds]);
  const { results } = await commit(ctx, { statements: [eraseRuns(ctx.db, contactIds)] });
  return results[0]?.meta.changes ?? 0;
}
