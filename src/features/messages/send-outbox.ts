import { claimRows, type Claim } from "#features/messages/claim";
import { postClaimed, type Posted } from "#features/messages/post-claimed";
import { INTERACTIVE } from "#features/messages/queries-claims";
import { recordOutcomes } from "#features/messages/record-outcomes";
import { allNumbers, type NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import { graphOf } from "#platform/meta/graph";
import type { JobOutcome } from "#platform/queue/jobs";

/** A run hands over to the next after this long, ms. */
const RUN_MS = 20_000;
/** A longer wait is left to the sweep, seconds. */
const RETRY_SECONDS_MAX = 60;

/**
 * Send the queued messages that belong to no campaign: claim up to six, post, record, until none is due. Any number of runs
 * may work side by side; a row is claimed by one.
 */
export async function sendOutbox(ctx: ScopedContext): Promise<JobOutcome> {
  const endMs = ctx.nowMs() + RUN_MS;
  let retryAfterMs: number | null = null;
  while (ctx.nowMs() < endMs) {
    const claimed = await claimNext(ctx);
    if (claimed.rows.length === 0) {
      if (claimed.skipped > 0) continue;
      return outcome(retryAfterMs);
    }
    const posted = await postAll(ctx, claimed);
    const recorded = await recordOutcomes(ctx, posted, { campaigns: false });
    if (recorded.retryAfterMs !== null)
      retryAfterMs = Math.min(retryAfterMs ?? Infinity, recorded.retryAfterMs);
  }
  await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
  return { type: "done" };
}

function outcome(retryAfterMs: number | null): JobOutcome {
  const afterSeconds = Math.max(1, Math.ceil((retryAfterMs ?? Infinity) / 1000));
  return afterSeconds <= RETRY_SECONDS_MAX ? { type: "retry", afterSeconds } : { type: "done" };
}

interface Claimed extends Claim {
  readonly numbers: ReadonlyMap<string, NumberRow>;
}

async function claimNext(ctx: ScopedContext): Promise<Claimed> {
  const claim = await claimRows(ctx, INTERACTIVE, { campaigns: false });
  const senders = claim.rows.length === 0 ? [] : await allNumbers(ctx.db);
  return { ...claim, numbers: new Map(senders.map((row) => [row.id, row])) };
}

/** The numbers side by side; together they stay within six connections, because six rows are claimed. */
async function postAll(ctx: ScopedContext, claimed: Claimed): Promise<readonly Posted[]> {
  const byNumber = Map.groupBy(claimed.rows, (row) => row.numberId);
  const groups = await Promise.all(
    [...byNumber].map(async ([numberId, rows]) => {
      const number = claimed.numbers.get(numberId);
      const graph = number && (await openGraph(ctx, number));
      if (number === undefined || graph === undefined)
        return rows.map((row): Posted => ({ row, reply: { type: "unsent", why: "unavailable" } }));
      const lane = { lane: "interactive", campaignId: null, paceMps: null } as const;
      return postClaimed(ctx, { graph, number, rows, ...lane });
    }),
  );
  return groups.flat();
}

async function openGraph(ctx: ScopedContext, number: NumberRow) {
  try {
    return await graphOf(ctx, number);
  } catch (error) {
    log("error", "token.unreadable", { number: number.id, ...describeError(error) });
    return undefined;
  }
}
