import { networkOf } from "#core/network";
import { statement, type Statement } from "#db/statement";
import { tooManyAttempts } from "#features/accounts/count-attempt";
import { recentAddresses } from "#features/accounts/queries";
import type { ControlContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";

const QUARTER_SECONDS = 900;
const HOUR_SECONDS = 3600;
const ATTEMPTS_MAX = 30;
const SWEPT_MAX = 1000;

/** Whose attempts are counted together, and for how long from the first of them. */
interface Allowance {
  readonly of: string;
  readonly seconds: number;
}

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
  const addresses = await recentAddresses(ctx.control, email);
  if (addresses.some((ip) => networkOf(ip) === network))
    return [await take(ctx, { of: `known\n${network}\n${email}`, seconds: QUARTER_SECONDS })];
  // The network first: once it has used its own up, it uses up no account's.
  const ofNetwork = await take(ctx, { of: `network\n${network}`, seconds: QUARTER_SECONDS });
  const ofAccount = await take(ctx, { of: `account\n${email}`, seconds: HOUR_SECONDS });
  return [ofNetwork, ofAccount];
}

/** Take one of an allowance in one statement, so that no two attempts take the same. One that is used up is not written. */
async function take(ctx: ControlContext, { of, seconds }: Allowance): Promise<Statement> {
  const key = await sha256Hex(of);
  const [taken, standing] = await ctx.control.$client.batch<{ since: number }>([
    statement(
      ctx.control,
      `INSERT INTO sign_in_attempts (key_hash, since, attempts) VALUES (?1, ?2, 1)
       ON CONFLICT (key_hash) DO UPDATE SET
         attempts = CASE WHEN since <= ?3 THEN 1 ELSE attempts + 1 END,
         since = CASE WHEN since <= ?3 THEN ?2 ELSE since END
       WHERE since <= ?3 OR attempts < ?4`,
      key,
      ctx.nowMs(),
      ctx.nowMs() - seconds * 1000,
      ATTEMPTS_MAX,
    ),
    statement(ctx.control, "SELECT since FROM sign_in_attempts WHERE key_hash = ?1", key),
  ]);
  if (taken?.meta.changes === 0) {
    const endsMs = (standing?.results[0]?.since ?? ctx.nowMs()) + seconds * 1000;
    throw tooManyAttempts("login", {
      attempts: ATTEMPTS_MAX,
      seconds,
      waitSeconds: Math.max(1, Math.ceil((endsMs - ctx.nowMs()) / 1000)),
    });
  }
  return statement(
    ctx.control,
    "UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE key_hash = ?1 AND attempts > 0",
    key,
  );
}

/** Drop counts whose time is over, the oldest first. Part of the scheduled handler. */
export async function sweepSignInAttempts(env: Env, nowMs: number): Promise<void> {
  await statement(
    { $client: env.CONTROL_DB },
    `DELETE FROM sign_in_attempts WHERE key_hash IN (
       SELECT key_hash FROM sign_in_attempts WHERE since <= ?1 ORDER BY since LIMIT ?2)`,
    nowMs - HOUR_SECONDS * 1000,
    SWEPT_MAX,
  ).run();
}
