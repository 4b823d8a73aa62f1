import { isGuessable } from "#core/account/guessable-password";
import { fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { UserRow } from "#features/accounts/queries";
import type { ControlContext } from "#platform/commit-control";
import { hashPassword } from "#platform/credentials/password";

/** The refusal of a password that is somebody's own address or name. @throws AppError `breached_password`. */
export function refuseOwn(password: string, { email, fullName }: UserRow): void {
  if (!isGuessable(password, [email, fullName])) return;
  throw fieldError(
    "breached_password",
    "/password",
    "must not be blank, common, or your own e-mail address or name.",
  );
}

/**
 * Give an account another password: whatever was handed out under the one before loses its worth.
 *
 * @param proven Whether its owner has just shown to read the account's address.
 */
export const setPassword = (
  ctx: ControlContext,
  user: UserRow,
  { password, proven }: { readonly password: string; readonly proven: boolean },
): Statement[] => [
  unlessChanged(ctx, user),
  statement(
    ctx.control,
    `UPDATE users SET password_hash = ?2, login_version = login_version + 1, updated_at = ?3,
       email_verified = max(email_verified, ?4) WHERE id = ?1`,
    user.id,
    hashPassword(ctx.env, password),
    ctx.nowMs(),
    proven ? 1 : 0,
  ),
];

const NAME = "account.login_version";

/** Rolls its batch back when the account got another password since its row was read: see `wasChangedMeanwhile`. */
export const unlessChanged = (ctx: ControlContext, user: UserRow): Statement =>
  guard(
    ctx.control,
    NAME,
    "EXISTS (SELECT 1 FROM users WHERE id = ?1 AND login_version = ?2)",
    user.id,
    user.loginVersion,
  );

/** Whether a batch rolled back because the account got another password meanwhile. */
export const wasChangedMeanwhile = (error: unknown): boolean => isGuardBroken(error, NAME);

/** End every session of a person but one. */
export const revokeSessions = (
  ctx: ControlContext,
  userId: Id<"user">,
  but: Id<"session"> | null = null,
): Statement =>
  statement(
    ctx.control,
    "UPDATE sessions SET revoked_at = ?2 WHERE user_id = ?1 AND revoked_at IS NULL AND id IS NOT ?3",
    userId,
    ctx.nowMs(),
    but,
  );
