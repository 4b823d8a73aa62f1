import { AppError } from "#core/errors";
import type { MessageBatchView } from "#features/messages/batch-schemas";
import { AlreadyAnswered, commit } from "#platform/commit";
import type { IdempotencyKey, ScopedContext } from "#platform/context";
import { idempotencyMismatch } from "#platform/http/idempotency";
import {
  ERASED_STATUS,
  findAnswer,
  findAnswers,
  partKey,
  type StoredAnswer,
} from "#platform/idempotency";

/** What became of one item. */
export type Outcome = MessageBatchView["results"][number];

/**
 * Begin a batch, or go on with one: the outcomes that it has, by the item's place.
 *
 * @throws AppError `idempotency_mismatch` when the key began a batch of another body.
 */
export async function beginBatch(
  ctx: ScopedContext,
  key: IdempotencyKey,
  size: number,
): Promise<ReadonlyMap<number, Outcome>> {
  const idempotency = partKey(key, "begun");
  try {
    await commit({ ...ctx, idempotency }, { statements: [], answer: { status: 202, body: null } });
    return new Map();
  } catch (error) {
    if (!(error instanceof AlreadyAnswered)) throw error;
  }
  const begun = await findAnswer(ctx.db, idempotency, ctx.nowMs());
  if (begun?.fingerprint !== key.fingerprint) throw idempotencyMismatch();
  const keys = Array.from({ length: size }, (_, index) => partKey(key, index));
  const answers = await findAnswers(ctx.db, keys, ctx.nowMs());
  return new Map(
    [...answers].map(([hash, answer]) => outcomeIn(answer, hash)).map((one) => [one.index, one]),
  );
}

/** Store an item's refusal, unless it has an outcome already: that one counts. */
export async function keepRefusal(ctx: ScopedContext, refusal: Outcome): Promise<Outcome> {
  try {
    await commit(ctx, { statements: [], answer: { status: 200, body: refusal } });
    return refusal;
  } catch (error) {
    if (error instanceof AlreadyAnswered) return firstOutcome(ctx);
    throw error;
  }
}

/** The outcome that the item of this context's key has. */
export async function firstOutcome(ctx: ScopedContext): Promise<Outcome> {
  const { idempotency } = ctx;
  const answer = idempotency === null ? null : await findAnswer(ctx.db, idempotency, ctx.nowMs());
  if (idempotency === null || answer === null)
    throw new AppError("unavailable", "The item is being dealt with. Try again.");
  return outcomeIn(answer, idempotency.keyHash);
}

/** Of an item whose person was erased since, nothing is known but that it was dealt with. */
function outcomeIn({ status, body }: StoredAnswer, keyHash: string): Outcome {
  if (status === ERASED_STATUS) return erased(Number(keyHash.slice(keyHash.lastIndexOf("/") + 1)));
  // Safe: an item's answer is always its outcome.
  return JSON.parse(body) as Outcome;
}

const erased = (index: number): Outcome => ({
  index,
  status: "failed",
  error: {
    code: "erased",
    pointer: `/items/${index}`,
    message: "The person of this item was erased since.",
  },
});
