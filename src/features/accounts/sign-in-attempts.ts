import { networkOf } from "#core/network";
import type { Statement } from "#db/statement";
import { recentAddresses } from "#features/accounts/queries";
import { HOUR_SECONDS, QUARTER_SECONDS, takeAllowance } from "#platform/allowance";
import type { ControlContext } from "#platform/commit-control";

const ATTEMPTS_MAX = 30;

/**
 * Count an attempt to sign in, before anything that costs. A stranger's counts for the network (whatever accounts it names)
 * and for the account (from whatever networks). A network from which the account signed in before has an allowance of its
 * own instead, so that no stranger's guesses lock the owner out. E-mails that nobody has are counted alike.
 *
 * @returns What gives the attempt back, for the batch of a sign-in that succeeds: only failures stay counted.
 * @throws AppError `rate_limited` with the seconds until that allowance begins anew.
 */
export async function takeSignInAttempt(ctx: ControlContext, email: string): Promise<Statement[]> {
  const network = networkOf(ctx.origin.ip);
  const take = (of: string, seconds: number) =>
    takeAllowance(ctx, { act: "login", of, attempts: ATTEMPTS_MAX, seconds });
  const addresses = await recentAddresses(ctx.control, email);
  if (addresses.some((ip) => networkOf(ip) === network))
    return [await take(`known\n${network}\n${email}`, QUARTER_SECONDS)];
  // The network first: once it has used its own up, it uses up no account's.
  const ofNetwork = await take(`network\n${network}`, QUARTER_SECONDS);
  const ofAccount = await take(`account\n${email}`, HOUR_SECONDS);
  return [ofNetwork, ofAccount];
}
