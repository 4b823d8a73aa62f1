import type { DraftOrder } from "#ai/draft-template";
import { firstRequest } from "#ai/draft-template";
import { filledMembers } from "#core/draft/brief";
import { secondsLeft, spansOf, type DraftSpans } from "#core/draft/spans";
import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { countPending, readUsage } from "#features/drafts/queries";
import {
  abandonCalls,
  guardKey,
  isKeyBusy,
  reserveCall as reserveStatement,
} from "#features/drafts/writes";
import { AlreadyAnswered, commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

/** How many drafts a workspace may have in an hour, so that no script uses up the deployment's credit. */
export const DRAFTS_PER_HOUR = 60;
/** Longer than any asking takes. */
const LEASE_MS = 2 * 60_000;

/** An asking that counts against the limits. */
export interface ReservedCall {
  readonly id: Id<"aiCall">;
  readonly spans: DraftSpans;
}

/**
 * Take one of the month's and of the hour's drafts before the model is asked. Whoever comes when the last is taken is refused,
 * also while those are still under way.
 *
 * @throws AppError `quota_exceeded` with the seconds until more may be drafted.
 * @throws AlreadyAnswered while a call with the same idempotency key is under way.
 */
export async function reserveCall(
  ctx: ScopedContext,
  order: DraftOrder,
  monthlyCap: number,
): Promise<ReservedCall> {
  const atMs = ctx.nowMs();
  const spans = spansOf(atMs);
  const keyHash = ctx.idempotency?.keyHash ?? null;
  const call = {
    id: ctx.newId("aiCall"),
    at: atMs,
    model: order.model,
    inputSha256: await sha256Hex(firstRequest(order)),
    fields: filledMembers(order.brief),
    keyHash,
  };
  const limits = { month: monthlyCap, hour: DRAFTS_PER_HOUR };
  const statements = [
    abandonCalls(ctx.db, atMs - LEASE_MS),
    ...(keyHash === null ? [] : [guardKey(ctx.db, keyHash)]),
    reserveStatement(ctx.db, call, spans, limits),
  ];
  try {
    const { results } = await commit(ctx, { statements });
    if (results.at(-1)?.meta.changes === 1) return { id: call.id, spans };
  } catch (error) {
    if (isKeyBusy(error)) throw new AlreadyAnswered();
    throw error;
  }
  throw await usedUp(ctx, spans, { atMs, monthlyCap });
}

async function usedUp(
  ctx: ScopedContext,
  { month, hour }: DraftSpans,
  { atMs, monthlyCap }: { readonly atMs: number; readonly monthlyCap: number },
): Promise<AppError> {
  const usage = await readUsage(ctx.db, [month, hour]);
  const pending = await countPending(ctx.db);
  const isMonth = (usage.get(month) ?? 0) + pending >= monthlyCap;
  return new AppError(
    "quota_exceeded",
    isMonth
      ? `The workspace's ${monthlyCap} drafts of this month are used; an owner can raise the cap.`
      : `A workspace may have ${DRAFTS_PER_HOUR} drafts in an hour.`,
    { retryAfterSeconds: secondsLeft(atMs, isMonth ? "month" : "hour") },
  );
}
