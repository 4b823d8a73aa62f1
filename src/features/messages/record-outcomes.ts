import type { NewEvent } from "#core/event/catalogue";
import { consequencesOf } from "#core/whatsapp/consequences";
import { actionFor } from "#core/whatsapp/error-action";
import { restAfter } from "#core/whatsapp/rest-after";
import type { Statement } from "#db/statement";
import { applyFacts } from "#db/tenant/apply-facts";
import { appendConsents } from "#features/consent/index";
import { learnAccounts } from "#features/contacts/index";
import { judgeReply } from "#features/messages/judge-reply";
import { stopsOf, weightOf, type Refusal } from "#features/messages/refusal-stops";
import { withdrawalsOf } from "#features/messages/refusal-withdrawals";
import type { Posted } from "#features/messages/send-block";
import { takeBackAttempts } from "#features/messages/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { GraphError } from "#platform/meta/graph";

/** What a run learned from its posts. */
export interface Recorded {
  readonly accepted: number;
  /** When the first of the rows that are to be tried later is due, ms from now; null when none is. */
  readonly retryAfterMs: number | null;
  /** The strongest reason not to go on with this number or campaign. */
  readonly stop: { readonly code: number } | null;
  /** For each row that was posted, in order: the code it was refused with, else null. */
  readonly codes: readonly (number | null)[];
}

const TRIES = 3;
const TRY_AGAIN_MS = 200;

/**
 * Record how every row of a run came back, in one batch: facts, counts, events, and what the replies say about the number and
 * the person. Recording twice changes nothing. A run that dies before this leaves its rows `sending`; the sweep calls them
 * `unknown`, and Meta's status resolves them.
 *
 * @param options `campaigns: false` when no row belongs to one.
 */
export async function recordOutcomes(
  ctx: ScopedContext,
  posted: readonly Posted[],
  options: { readonly campaigns: boolean },
): Promise<Recorded> {
  if (posted.length === 0) return NOTHING_RECORDED;
  const nowMs = ctx.nowMs();
  const refusals = posted.flatMap(({ row, reply }) =>
    reply.type === "refused" ? [{ row, error: reply.error }] : [],
  );
  const judged = posted.map((one) => judgeReply(one, nowMs));
  const facts = judged.map((one) => one.facts);
  await commitAgain(ctx, async () => {
    const follows = await followsOf(
      ctx,
      refusals.map((one) => asRefusal(one, nowMs)),
    );
    const learned = await learnAccounts(ctx, learnedAccounts(posted));
    return {
      statements: [
        ...takeBack(ctx, posted),
        ...applyFacts(ctx.db, facts, nowMs, options),
        ...learned.statements,
        ...follows.statements,
      ],
      events: [...judged.flatMap(({ events }) => events), ...learned.events, ...follows.events],
    };
  });
  await slowDown(ctx, refusals);
  const waits = judged.flatMap(({ retryAfterMs }) =>
    retryAfterMs === undefined ? [] : [retryAfterMs],
  );
  return {
    accepted: posted.filter(({ reply }) => reply.type === "accepted").length,
    retryAfterMs: waits.length === 0 ? null : Math.min(...waits),
    stop: strongest(refusals),
    codes: posted
      .filter(({ reply }) => reply.type !== "unsent")
      .map(({ reply }) => (reply.type === "refused" ? reply.error.code : null)),
  };
}

const NOTHING_RECORDED: Recorded = { accepted: 0, retryAfterMs: null, stop: null, codes: [] };

interface Refused {
  readonly row: Posted["row"];
  readonly error: GraphError;
}

/** An answer says nothing of what changed after its message was taken for sending. */
const asRefusal = ({ row, error }: Refused, nowMs: number): Refusal => ({
  message: row,
  error,
  atMs: nowMs,
  asOfMs: row.claimedAtMs,
});

interface Act {
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
}

/** What refusals do to others than their messages. */
async function followsOf(ctx: ScopedContext, refusals: readonly Refusal[]): Promise<Act> {
  const stops = await stopsOf(ctx, refusals);
  const persons = appendConsents(ctx, await withdrawalsOf(ctx, refusals));
  return {
    statements: [...stops.statements, ...persons.statements],
    events: [...stops.events, ...persons.events],
  };
}

/** The answers are all we know of what Meta did: try hard to keep them, whatever must be read for it. */
async function commitAgain(ctx: ScopedContext, actOf: () => Promise<Act>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await commit(ctx, await actOf());
      return;
    } catch (error) {
      log("error", "outcomes.unrecorded", { attempt, ...describeError(error) });
      if (attempt === TRIES) throw error;
      await scheduler.wait(TRY_AGAIN_MS * attempt);
    }
  }
}

/** Rows that never left us were no attempts. */
function takeBack(ctx: ScopedContext, posted: readonly Posted[]): Statement[] {
  const rows = posted.filter(({ reply }) => reply.type === "unsent").map(({ row }) => row);
  return rows.length === 0 ? [] : takeBackAttempts(ctx.db, rows);
}

/** Meta may know the person by another number than the one that was given, and tells it once it has sent. */
const learnedAccounts = (posted: readonly Posted[]) =>
  posted.flatMap(({ row, reply }) =>
    reply.type === "accepted" && reply.waId !== null && reply.waId !== reachedBy(row)
      ? [[row.contactId, reply.waId] as const]
      : [],
  );

/** The digits that the message went to. A person whom Meta knows by the phone that was given needs no row written. */
const reachedBy = ({ to }: Posted["row"]): string | null => to.waId ?? to.phone?.slice(1) ?? null;

/** A lost call only means that Meta will say it again. Each workspace has a session of its own: none slows another. */
async function slowDown(ctx: ScopedContext, refusals: readonly Refused[]): Promise<void> {
  for (const [numberId, refused] of Map.groupBy(refusals, ({ row }) => row.numberId)) {
    const afterMs = restAfter(refused.map(({ error }) => actionFor(error.code, error.isTransient)));
    if (afterMs === null) continue;
    try {
      await ctx.session.slowDown(numberId, afterMs);
    } catch (error) {
      log("warn", "slots.unavailable", { number: numberId, ...describeError(error) });
    }
  }
}

function strongest(refusals: readonly Refused[]): Recorded["stop"] {
  const [hit] = refusals
    .map(({ error }) => ({ code: error.code, weight: weightOf(consequencesOf(error)) }))
    .toSorted((a, b) => b.weight - a.weight);
  return hit === undefined || hit.weight === 0 ? null : { code: hit.code };
}
