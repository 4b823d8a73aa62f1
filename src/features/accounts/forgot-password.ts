import { networkOf } from "#core/network";
import { countAttempt } from "#features/accounts/count-attempt";
import { findAccount } from "#features/accounts/queries";
import { insertToken } from "#features/accounts/queries-tokens";
import { readerOf } from "#features/accounts/verification";
import { HOUR_SECONDS, QUARTER_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl, type DeferringContext } from "#platform/commit-control";
import { newOpaqueToken } from "#platform/credentials/opaque-token";
import { describeError, log } from "#platform/log";
import { consoleLink, mailNow } from "#platform/mail";

const PER_NETWORK = 20;
const PER_ADDRESS = 5;

/**
 * Mail somebody a link to choose a new password with. Whether an account has the address is looked up behind the answer, so that
 * neither the answer nor its time tells. Counted apart from sign-in: who is locked out there still gets a letter.
 *
 * @throws AppError `rate_limited`, whoever has the address.
 */
export async function forgotPassword(
  ctx: DeferringContext,
  { email }: { readonly email: string },
): Promise<void> {
  await countAttempt(ctx, "forgot");
  await takeAllowance(ctx, {
    act: "forgot",
    of: `forgot network\n${networkOf(ctx.origin.ip)}`,
    attempts: PER_NETWORK,
    seconds: QUARTER_SECONDS,
  });
  await takeAllowance(ctx, {
    act: "forgot",
    of: `forgot address\n${email}`,
    attempts: PER_ADDRESS,
    seconds: HOUR_SECONDS,
  });
  ctx.defer(mailReset(ctx, email));
}

/** Never rejects: nobody is left to hear of it, and whoever waits in vain asks again. */
async function mailReset(ctx: DeferringContext, email: string): Promise<void> {
  try {
    const [account] = await findAccount(ctx.control, email);
    if (account === undefined) return;
    const { user, tenant } = account;
    const { token, tokenHash } = await newOpaqueToken("reset_password");
    const of = { kind: "reset_password", userId: user.id, email: user.email } as const;
    await commitControl(ctx, {
      statements: [insertToken(ctx.control, { tokenHash, ...of, nowMs: ctx.nowMs() })],
      audit: { action: "account.password_forgot", target: user.id, tenantId: tenant.id },
    });
    const link = consoleLink(ctx.env, "reset-password", token);
    await mailNow(ctx.env, readerOf(user), { kind: "reset_password", link });
  } catch (error) {
    log("warn", "account.reset_unmailed", describeError(error));
  }
}
