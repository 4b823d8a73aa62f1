import {
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  recoveryCode,
  shownCode,
} from "#core/account/second-step";
import { otpauthUrl, SEED_BYTES, seedText } from "#core/account/totp";
import { AppError } from "#core/errors";
import { requireMe } from "#features/accounts/get-me";
import {
  confirmFactor,
  deleteFactor,
  findFactor,
  hasSecondStep,
  insertFactor,
  wasConfirmed,
  wasTaken,
} from "#features/accounts/queries-second-step";
import type { NewSecondStep } from "#features/accounts/schemas-second-step";
import { seedSealedAt, takeCode, takeCodeAttempt, wrongCode } from "#features/accounts/second-step";
import { stepUp } from "#features/accounts/step-up";
import { readerOf } from "#features/accounts/verification";
import { commitControl } from "#platform/commit-control";
import { recoveryCodeHash } from "#platform/credentials/recovery-code";
import { mailLater } from "#platform/mail";
import type { PersonContext } from "#platform/person";
import { seal } from "#platform/secrets/envelope";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/**
 * Begin to use an app that makes codes. Nothing changes until a code of it was seen; begun again, the former seed is void. Seed and
 * recovery codes are in this answer only: what is stored for a repeated call has none.
 *
 * @throws AppError `invalid_state` when a second step is asked for already, and whatever `stepUp` throws.
 */
export async function startSecondStep(
  ctx: PersonContext,
  { password }: { readonly password?: string | undefined },
): Promise<NewSecondStep> {
  const proof = await stepUp(ctx, password);
  const user = await requireMe(ctx);
  const seed = random(SEED_BYTES);
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    recoveryCode(random(RECOVERY_CODE_BYTES)),
  );
  const factor = {
    userId: user.id,
    seedSealed: await seal(ctx.env, seedSealedAt(user.id), seedText(seed)),
    codeHashes: codes.map((code) => recoveryCodeHash(ctx.env, user.id, code)),
    nowMs: ctx.nowMs(),
  };
  try {
    await commitControl(ctx, {
      statements: [...proof, ...insertFactor(ctx.control, factor)],
      audit: { action: "account.second_step_begin", target: user.id },
      answer: { status: 200, body: { otpauth_url: null, recovery_codes: [] } },
    });
  } catch (error) {
    if (!wasConfirmed(error)) throw error;
    throw new AppError("invalid_state", "A second step is asked for already. Remove it first.");
  }
  return {
    otpauth_url: otpauthUrl(seed, user.email),
    recovery_codes: codes.map(shownCode),
  };
}

/**
 * Confirm the app by a code of it: from now on sign-in asks for one.
 *
 * @throws AppError `invalid_state` when none was begun or it is confirmed, `invalid_credentials`, `rate_limited`.
 */
export async function confirmSecondStep(
  ctx: PersonContext,
  { code }: { readonly code: string },
): Promise<void> {
  const user = await requireMe(ctx);
  const factor = await findFactor(ctx.control, user.id);
  if (factor === undefined || factor.confirmedAt !== null) throw nothingBegun();
  const giveBack = await takeCodeAttempt(ctx, user.id);
  const taken = await takeCode(ctx, factor, code);
  // A recovery code proves nothing of the app.
  if (taken?.kind !== "totp") throw wrongCode();
  const nowMs = ctx.nowMs();
  try {
    await commitControl(ctx, {
      statements: [...confirmFactor(ctx.control, factor, nowMs), ...taken.statements, giveBack],
      audit: { action: "account.second_step_add", target: user.id },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (wasConfirmed(error)) throw nothingBegun();
    if (wasTaken(error)) throw wrongCode();
    throw error;
  }
  mailLater(ctx, readerOf(user), { kind: "mfa_on", atMs: nowMs, ip: ctx.origin.ip });
}

/**
 * Remove the app and its recovery codes: sign-in asks for the password alone again.
 *
 * @throws AppError `invalid_state` when there is none, and whatever `stepUp` throws.
 */
export async function removeSecondStep(
  ctx: PersonContext,
  { password }: { readonly password?: string | undefined },
): Promise<void> {
  const proof = await stepUp(ctx, password);
  const user = await requireMe(ctx);
  if (!(await hasSecondStep(ctx.control, user.id)))
    throw new AppError("invalid_state", "Sign-in asks for no second step.");
  await commitControl(ctx, {
    statements: [...proof, ...deleteFactor(ctx.control, user.id)],
    audit: { action: "account.second_step_remove", target: user.id },
    answer: { status: 204, body: null },
  });
  mailLater(ctx, readerOf(user), { kind: "mfa_off", atMs: ctx.nowMs(), ip: ctx.origin.ip });
}

const nothingBegun = (): AppError =>
  new AppError("invalid_state", "There is no app that waits to be confirmed.");
