import { AppError } from "#core/errors";
import { requireMe } from "#features/accounts/get-me";
import { newVerification } from "#features/accounts/verification";
import { HOUR_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl } from "#platform/commit-control";
import type { PersonContext } from "#platform/person";

const PER_HOUR = 5;

/**
 * Mail the caller another link to prove their address with.
 *
 * @throws AppError `invalid_state` when it is proven already, `rate_limited` after five in an hour.
 */
export async function resendVerification(ctx: PersonContext): Promise<void> {
  const user = await requireMe(ctx);
  if (user.emailVerified)
    throw new AppError("invalid_state", "Your e-mail address is confirmed already.");
  await takeAllowance(ctx, {
    act: "verification",
    of: `verification\n${user.id}`,
    attempts: PER_HOUR,
    seconds: HOUR_SECONDS,
  });
  const verification = await newVerification(ctx, user);
  await commitControl(ctx, {
    statements: [verification.statement],
    audit: { action: "account.verification_resend", target: user.id },
    answer: { status: 202, body: null },
  });
  verification.mail();
}
