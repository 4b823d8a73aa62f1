import { fieldError } from "#core/errors";
import {
  refuseOwn,
  revokeSessions,
  setPassword,
  wasChangedMeanwhile,
} from "#features/accounts/new-password";
import { reAuthenticate } from "#features/accounts/re-authenticate";
import { readerOf } from "#features/accounts/verification";
import { commitControl } from "#platform/commit-control";
import { forgetCredentials } from "#platform/http/authenticate";
import { mailLater } from "#platform/mail";
import type { PersonContext } from "#platform/person";

/**
 * Choose another password, by the present one. Every other session ends, and links that were mailed before do nothing any more.
 *
 * @throws AppError `reauth_required`, also for the loser of two at once; `breached_password`, `rate_limited`.
 */
export async function changePassword(
  ctx: PersonContext,
  { current, password }: { readonly current: string; readonly password: string },
): Promise<void> {
  const { user, giveBack } = await reAuthenticate(ctx, current, "/current");
  refuseOwn(password, user);
  try {
    await commitControl(ctx, {
      statements: [
        ...setPassword(ctx, user, { password, proven: false }),
        revokeSessions(ctx, user.id, ctx.actor.sessionId),
        giveBack,
      ],
      audit: { action: "account.password_change", target: user.id },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    if (!wasChangedMeanwhile(error)) throw error;
    throw fieldError("reauth_required", "/current", "The password was changed meanwhile.");
  }
  forgetCredentials();
  mailLater(ctx, readerOf(user), {
    kind: "password_changed",
    atMs: ctx.nowMs(),
    ip: ctx.origin.ip,
  });
}
