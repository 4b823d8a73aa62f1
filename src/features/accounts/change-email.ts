import { fieldError } from "#core/errors";
import { isEmailTaken } from "#features/accounts/queries";
import { insertToken, voidTokens } from "#features/accounts/queries-tokens";
import { reAuthenticate } from "#features/accounts/re-authenticate";
import { readerOf } from "#features/accounts/verification";
import { HOUR_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl } from "#platform/commit-control";
import { newOpaqueToken } from "#platform/credentials/opaque-token";
import { consoleLink, mailLater } from "#platform/mail";
import type { PersonContext } from "#platform/person";

const PER_HOUR = 5;

/**
 * Ask for another e-mail address, by the password. It counts when the link is opened that is mailed to it; the present address is
 * told at once. A later request takes the place of an earlier one.
 *
 * @throws AppError `reauth_required`; `email_taken` (registering tells it too), `rate_limited` after five in an hour.
 */
export async function changeEmail(
  ctx: PersonContext,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  const { user, giveBack } = await reAuthenticate(ctx, password, "/password");
  await takeAllowance(ctx, {
    act: "email",
    of: `email\n${user.id}`,
    attempts: PER_HOUR,
    seconds: HOUR_SECONDS,
  });
  if (await isEmailTaken(ctx.control, email))
    throw fieldError("email_taken", "/email", "An account has this e-mail address.");
  const { token, tokenHash } = await newOpaqueToken("change_email");
  const nowMs = ctx.nowMs();
  const of = { userId: user.id, kind: "change_email", nowMs } as const;
  await commitControl(ctx, {
    statements: [
      giveBack,
      voidTokens(ctx.control, of),
      insertToken(ctx.control, { ...of, tokenHash, email }),
    ],
    audit: { action: "account.email_change_ask", target: user.id },
    answer: { status: 202, body: null },
  });
  const link = consoleLink(ctx.env, "verify", token);
  mailLater(ctx, { ...readerOf(user), email }, { kind: "confirm_new_email", link });
  mailLater(ctx, readerOf(user), { kind: "email_change_asked", atMs: nowMs, ip: ctx.origin.ip });
}
