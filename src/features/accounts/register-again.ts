import { z } from "zod";

import { fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { countAttempt } from "#features/accounts/count-attempt";
import { commitSession } from "#features/accounts/login";
import { unlessChanged } from "#features/accounts/new-password";
import { findMember } from "#features/accounts/queries";
import { hasSecondStep } from "#features/accounts/queries-second-step";
import type { RegisterBody, SignedIn } from "#features/accounts/schemas";
import { signedIn, startSession } from "#features/accounts/session";
import { takeSignInAttempt } from "#features/accounts/sign-in-attempts";
import type { ControlCommit, ControlContext } from "#platform/commit-control";
import { verifyPassword } from "#platform/credentials/password";
import { idempotencyMismatch } from "#platform/http/idempotency";
import { findAnswer } from "#platform/idempotency";

/** What is stored under a registration's key: whom it made. Its tokens are not kept, so a repeated call gets new ones. */
const Made = z.object({ userId: z.custom<Id<"user">>(), tenantId: z.custom<Id<"tenant">>() });

/** The stored answer of a registration. */
export const registrationAnswer = (
  made: z.infer<typeof Made>,
): NonNullable<ControlCommit["answer"]> => ({ status: 201, body: made });

/**
 * Sign in to the account that the same registration made before. The fingerprint leaves the password out, because a hash of
 * it without a salt must not be stored; so the password is held against the account.
 *
 * @returns Undefined when the call has no key, or its key has no answer.
 * @throws AppError `idempotency_mismatch` when it says anything else than the first one did, `rate_limited` after too many
 *   attempts, as at sign-in.
 */
export async function registerAgain(
  ctx: ControlContext,
  input: RegisterBody,
): Promise<SignedIn | undefined> {
  const key = ctx.idempotency ?? null;
  if (key === null) return undefined;
  const first = await findAnswer(ctx.control, key, ctx.nowMs());
  if (first === null) return undefined;
  if (first.fingerprint !== key.fingerprint) throw idempotencyMismatch();

  await countAttempt(ctx, "login", input.email);
  const giveBack = await takeSignInAttempt(ctx, input.email);
  const { userId, tenantId } = Made.parse(JSON.parse(first.body));
  const member = await findMember(ctx.control, userId, tenantId);
  const { matches } = verifyPassword(ctx.env, input.password, member?.user.passwordHash);
  if (member === undefined || !matches) throw idempotencyMismatch();

  // By a password alone nobody is signed in who set up a second step.
  if (await hasSecondStep(ctx.control, userId))
    throw fieldError("email_taken", "/email", "An account has this e-mail. Sign in instead.");
  const session = await startSession(ctx, { userId, tenantId, kind: input.session });
  await commitSession(ctx, {
    statements: [unlessChanged(ctx, member.user), ...session.statements, ...giveBack],
    audit: {
      action: "session.login",
      target: session.id,
      actor: { kind: "user", id: userId },
      tenantId,
      changes: { repeats: "account.register" },
    },
  });
  return signedIn(ctx, {
    ...member,
    sessionId: session.id,
    refreshToken: session.refreshToken,
  });
}
