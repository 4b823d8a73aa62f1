import type { NewEvent } from "#core/event/catalogue";
import { actionFor, type ErrorRule } from "#core/whatsapp/error-action";
import type { Statement } from "#db/statement";
import { applyFacts } from "#db/tenant/apply-facts";
import { consentStatements } from "#features/consent/index";
import { learnAccounts } from "#features/contacts/index";
import { judgeReply } from "#features/messages/judge-reply";
import type { Posted } from "#features/messages/post-claimed";
import { takeBackAttempts } from "#features/messages/writes";
import { stopNumber } from "#features/numbers/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** What a run learned from its posts. */
export interface Recorded {
  readonly accepted: number;
  /** When the first of the rows that went back to the queue is due, ms from now; null when none did. */
  readonly retryAfterMs: number | null;
  /** The strongest reason not to go on with this number or campaign. */
  readonly stop: {
    readonly action: "pause_campaign" | "pause_number" | "needs_reauth";
    readonly code: number;
  } | null;
  /** For each row in order: the code it was refused with, else null. */
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
  const nowMs = ctx.nowMs();
  const refusals = posted.flatMap((one) =>
    one.reply.type === "refused"
      ? [
          {
            row: one.row,
            code: one.reply.error.code,
            rule: actionFor(one.reply.error.code, one.reply.error.isTransient),
          },
        ]
      : [],
  );
  const judged = posted.map((one) => judgeReply(one, nowMs));
  const persons = withdrawals(ctx, refusals);
  await commitAgain(ctx, {
    statements: [
      ...takeBack(ctx, posted),
      ...applyFacts(
        ctx.db,
        judged.map(({ facts }) => facts),
        nowMs,
        options,
      ),
      ...learnAccounts(ctx.db, learnedAccounts(posted), nowMs),
      ...stopNumbers(ctx, refusals, nowMs),
      ...persons.flatMap(({ statements }) => statements),
    ],
    events: [...judged.flatMap(({ events }) => events), ...persons.flatMap(({ events }) => events)],
  });
  await slowDown(ctx, refusals);
  const waits = judged.flatMap(({ retryAfterMs }) =>
    retryAfterMs === undefined ? [] : [retryAfterMs],
  );
  return {
    accepted: posted.filter(({ reply }) => reply.type === "accepted").length,
    retryAfterMs: waits.length === 0 ? null : Math.min(...waits),
    stop: strongest(refusals),
    codes: posted.map(({ reply }) => (reply.type === "refused" ? reply.error.code : null)),
  };
}

interface Refusal {
  readonly row: Posted["row"];
  readonly code: number;
  readonly rule: ErrorRule;
}

/** The answers are all we know of what Meta did: try hard to keep them. */
async function commitAgain(
  ctx: ScopedContext,
  act: { statements: readonly Statement[]; events: readonly NewEvent[] },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await commit(ctx, act);
      return;
    } catch (error) {
      log("error", "outcomes.unrecorded", { attempt, ...describeError(error) });
      if (attempt === TRIES) throw error;
      await scheduler.wait(TRY_AGAIN_MS * attempt);
    }
  }
}

/** All rows of a run carry one claim; those that never left us were no attempts. */
function takeBack(ctx: ScopedContext, posted: readonly Posted[]): Statement[] {
  const rows = posted.filter(({ reply }) => reply.type === "unsent").map(({ row }) => row);
  const [first] = rows;
  return first === undefined
    ? []
    : takeBackAttempts(
        ctx.db,
        rows.map(({ id }) => id),
        first.claim,
      );
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

const NUMBER_STATUS = { needs_reauth: "needs_reauth", pause_number: "restricted" } as const;

const stopNumbers = (
  ctx: ScopedContext,
  refusals: readonly Refusal[],
  nowMs: number,
): Statement[] =>
  refusals.flatMap(({ row, rule: { action } }) =>
    action === "needs_reauth" || action === "pause_number"
      ? [stopNumber(ctx.db, row.numberId, NUMBER_STATUS[action], nowMs)]
      : [],
  );

function withdrawals(ctx: ScopedContext, refusals: readonly Refusal[]) {
  const people = new Map(
    refusals
      .filter(({ rule }) => rule.action === "withdraw_marketing")
      .map(({ row }) => [row.contactId, row.id]),
  );
  return [...people].map(([contactId, messageId]) =>
    consentStatements(ctx, {
      contactId,
      action: "withdraw",
      purpose: "marketing",
      method: "inbound",
      byPerson: true,
      source: "meta",
      messageId,
      capturedAtMs: ctx.nowMs(),
    }),
  );
}

/** A lost call only means that Meta will say it again. */
async function slowDown(ctx: ScopedContext, refusals: readonly Refusal[]): Promise<void> {
  const fast = refusals.filter(({ rule }) => rule.halveRate === true);
  for (const numberId of new Set(fast.map(({ row }) => row.numberId))) {
    const afterMs = Math.max(...fast.map(({ rule }) => rule.afterMs ?? 0));
    try {
      await ctx.session.slowDown(numberId, afterMs);
    } catch (error) {
      log("warn", "slots.unavailable", { number: numberId, ...describeError(error) });
    }
  }
}

function strongest(refusals: readonly Refusal[]): Recorded["stop"] {
  for (const action of ["needs_reauth", "pause_number", "pause_campaign"] as const) {
    const hit = refusals.find(({ rule }) => rule.action === action);
    if (hit !== undefined) return { action, code: hit.code };
  }
  return null;
}
