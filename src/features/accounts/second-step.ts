import { readSecondStep } from "#core/account/second-step";
import { matchingStep, seedOf } from "#core/account/totp";
import { fieldError, type AppError } from "#core/errors";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import {
  takeRecoveryCode,
  takeStep,
  type SecondFactorRow,
} from "#features/accounts/queries-second-step";
import { QUARTER_SECONDS, takeAllowance } from "#platform/allowance";
import type { ControlContext } from "#platform/commit-control";
import { recoveryCodeHash } from "#platform/credentials/recovery-code";
import { open, type SealedAt } from "#platform/secrets/envelope";

const ATTEMPTS_MAX = 5;

/** Where a person's seed is sealed. */
export const seedSealedAt = (userId: Id<"user">): SealedAt => ({
  tenantId: "control",
  table: "second_factors",
  column: "seed_sealed",
  row: userId,
});

/** Count a try of a code, before it is looked at. @returns What gives it back. @throws AppError `rate_limited` after five. */
export const takeCodeAttempt = (ctx: ControlContext, userId: Id<"user">): Promise<Statement> =>
  takeAllowance(ctx, {
    act: "second-step",
    of: `second step\n${userId}`,
    attempts: ATTEMPTS_MAX,
    seconds: QUARTER_SECONDS,
  });

/** A code that was given: what takes it, which rolls the batch back when it was taken (`wasTaken`). */
export interface TakenCode {
  readonly kind: "totp" | "recovery_code";
  readonly statements: readonly Statement[];
}

/** Read a code. A recovery code is only looked up by its statements. @returns Undefined for one that is surely wrong. */
export async function takeCode(
  ctx: ControlContext,
  factor: SecondFactorRow,
  text: string,
): Promise<TakenCode | undefined> {
  const { control, env } = ctx;
  const { userId, lastStep } = factor;
  const given = readSecondStep(text);
  if (given === undefined) return undefined;
  const nowMs = ctx.nowMs();
  if (given.kind === "recovery_code") {
    const codeHash = recoveryCodeHash(env, userId, given.code);
    return { kind: given.kind, statements: takeRecoveryCode(control, userId, { codeHash, nowMs }) };
  }
  const seed = seedOf(await open(env, seedSealedAt(userId), factor.seedSealed));
  const step = matchingStep(seed, given.code, { nowMs, lastStep });
  if (step === undefined) return undefined;
  return { kind: given.kind, statements: takeStep(control, userId, step) };
}

/** The refusal of a code, whyever it is wrong. */
export const wrongCode = (): AppError =>
  fieldError("invalid_credentials", "/code", "The code is wrong, over, or was used.");
