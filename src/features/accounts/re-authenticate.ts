import { fieldError } from "#core/errors";
import type { Statement } from "#db/statement";
import { requireMe } from "#features/accounts/get-me";
import type { UserRow } from "#features/accounts/queries";
import { QUARTER_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl } from "#platform/commit-control";
import { verifyPassword } from "#platform/credentials/password";
import type { PersonContext } from "#platform/person";

const ATTEMPTS_MAX = 10;

/**
 * Hold a password against the caller's account, counted before it is hashed: whoever found a session open learns no password by
 * it. Only failures stay counted.
 *
 * @param pointer Where the password stands in the body.
 * @returns The caller's row, and what gives the attempt back, for the batch of the act that follows.
 * @throws AppError `reauth_required`, or `rate_limited` after ten failures in a quarter of an hour.
 */
export async function reAuthenticate(
  ctx: PersonContext,
  password: string,
  pointer: `/${string}`,
): Promise<{ readonly user: UserRow; readonly giveBack: Statement }> {
  const giveBack = await takeAllowance(ctx, {
    act: "re-authenticate",
    of: `re-authenticate\n${ctx.actor.id}`,
    attempts: ATTEMPTS_MAX,
    seconds: QUARTER_SECONDS,
  });
  const user = await requireMe(ctx);
  if (verifyPassword(ctx.env, password, user.passwordHash).matches) return { user, giveBack };
  await commitControl(ctx, {
    statements: [],
    audit: { action: "account.re_authenticate", target: user.id, outcome: "failure" },
  });
  throw fieldError("reauth_required", pointer, "The password is wrong.");
}
