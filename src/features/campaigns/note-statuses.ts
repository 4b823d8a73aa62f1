import { PARAMETER_ERRORS_MAX, parameterErrors } from "#core/campaign/parameter-errors";
import type { Id } from "#core/ids";
import { pauseForReason } from "#features/campaigns/steer-campaign";
import type { ScopedContext } from "#platform/context";
import { IsolateCache } from "#platform/isolate-cache";
import { describeError, log } from "#platform/log";

/** Campaigns of which this isolate has told the session an error that hits all alike, and no success since. */
const streaks = new IsolateCache<Id<"campaign">, true>({ entriesMax: 10_000 });

/**
 * Count what statuses say of campaigns' messages, as `runChunk` counts answers: so many equal errors in a row pause the
 * campaign. The session is asked only when there is an error to count, or a success after one. Never throws: what is not
 * counted now is when the next refusal comes.
 *
 * @param outcomes For each campaign in order: the code that a message failed with, null for one that went well.
 */
export async function noteStatuses(
  ctx: ScopedContext,
  outcomes: ReadonlyMap<Id<"campaign">, readonly (number | null)[]>,
): Promise<void> {
  for (const [id, all] of outcomes) {
    const codes = parameterErrors(all);
    const code = codes.findLast((one) => one !== null);
    if (code === undefined && streaks.get(id) === undefined) continue;
    try {
      const streak = await ctx.session.noteErrors(id, codes);
      if (codes.at(-1) === null) streaks.delete(id);
      else streaks.set(id, true);
      if (streak >= PARAMETER_ERRORS_MAX) await pauseForReason(ctx, id, `meta_${code}`);
    } catch (error) {
      log("warn", "statuses.uncounted", { campaign: id, ...describeError(error) });
    }
  }
}
