import { countAttempt } from "#features/accounts/count-attempt";
import {
  refuseOwn,
  revokeSessions,
  setPassword,
  wasChangedMeanwhile,
} from "#features/accounts/new-password";
import { findUser } from "#features/accounts/queries";
import { findLiveToken, useToken, wasNotLive } from "#features/accounts/queries-tokens";
import { readerOf } from "#features/accounts/verification";
import { invalidToken } from "#features/accounts/verify-email";
import { commitControl, type DeferringContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";
import { forgetCredentials } from "#platform/http/authenticate";
import { mailLater } from "#platform/mail";

/**
 * Choose a new password by the token of a letter. Every session ends, nobody is signed in by it, and a second step stays. The
 * token is looked at before anything is hashed, so that nobody makes us hash for nothing.
 *
 * @throws AppError `invalid_token` for one that nobody made, that was used or is over, or that is for a password or an address
 *   that the account has no more, all alike; `breached_password`, `rate_limited`.
 */
export async function resetPassword(
  ctx: DeferringContext,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  await countAttempt(ctx, "token");
  const tokenHash = await sha256Hex(token);
  const nowMs = ctx.nowMs();
  const kinds = ["reset_password"] as const;
  const found = await findLiveToken(ctx.control, tokenHash, { kinds, nowMs });
  const user = found && (await findUser(ctx.control, found.userId));
  if (found === undefined || user === undefined) throw invalidToken();
  refuseOwn(password, user);
  try {
    await commitControl(ctx, {
      statements: [
        ...useToken(ctx.control, tokenHash, nowMs),
        ...setPassword(ctx, user, { password, proven: true }),
        revokeSessions(ctx, user.id),
      ],
      audit: {
        action: "account.password_reset",
        target: user.id,
        actor: { kind: "user", id: user.id },
        tenantId: found.home,
      },
    });
  } catch (error) {
    if (wasNotLive(error) || wasChangedMeanwhile(error)) throw invalidToken();
    throw error;
  }
  forgetCredentials();
  mailLater(ctx, readerOf(user), { kind: "password_changed", atMs: nowMs, ip: ctx.origin.ip });
}
