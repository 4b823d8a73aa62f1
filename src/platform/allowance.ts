/**
 * How often somebody may do something in a while: counted in the control database, so everywhere, and kept by the hash of whose
 * acts are counted. The limiters of wrangler.toml, which count by the minute and at each Cloudflare location, stand before it.
 */
import { AppError } from "#core/errors";
import { statement, type Statement } from "#db/statement";
import type { ControlContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";

export const QUARTER_SECONDS = 900;
export const HOUR_SECONDS = 3600;
/** The longest that an allowance runs: what is older is swept. */
export const DAY_SECONDS = 86_400;
const SWEPT_MAX = 1000;

export interface Allowance {
  /** What is limited, as the answer's headers call it. */
  readonly act: string;
  /** Whose acts are counted together. Only its hash is stored. */
  readonly of: string;
  /** How many, from 1. */
  readonly attempts: number;
  /** For how long from the first of them, at most a day. */
  readonly seconds: number;
}

/**
 * Take one of an allowance in one statement, so that no two acts take the same. One that is used up is not written.
 *
 * @returns What gives it back, for the batch of an act that shall not count.
 * @throws AppError `rate_limited` with the seconds until the allowance begins anew.
 */
export async function takeAllowance(ctx: ControlContext, allowance: Allowance): Promise<Statement> {
  const { of, attempts, seconds } = allowance;
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
      attempts,
    ),
    statement(ctx.control, "SELECT since FROM sign_in_attempts WHERE key_hash = ?1", key),
  ]);
  if (taken?.meta.changes === 0) {
    const endsMs = (standing?.results[0]?.since ?? ctx.nowMs()) + seconds * 1000;
    const waitSeconds = Math.max(1, Math.ceil((endsMs - ctx.nowMs()) / 1000));
    throw tooMany(allowance, waitSeconds);
  }
  return statement(
    ctx.control,
    "UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE key_hash = ?1 AND attempts > 0",
    key,
  );
}

/** The refusal of an act: so many are allowed in so many seconds, and more after the wait. */
export const tooMany = (
  { act, attempts, seconds }: Omit<Allowance, "of">,
  waitSeconds: number,
): AppError =>
  new AppError("rate_limited", "Too many attempts. Wait, then try again.", {
    retryAfterSeconds: waitSeconds,
    headers: {
      ratelimit: `"${act}";r=0;t=${waitSeconds}`,
      "ratelimit-policy": `"${act}";q=${attempts};w=${seconds}`,
    },
  });

/** Drop counts whose time is surely over, the oldest first. Part of the scheduled handler. */
export async function sweepAllowances(env: Env, nowMs: number): Promise<void> {
  await statement(
    { $client: env.CONTROL_DB },
    `DELETE FROM sign_in_attempts WHERE key_hash IN (
       SELECT key_hash FROM sign_in_attempts WHERE since <= ?1 ORDER BY since LIMIT ?2)`,
    nowMs - DAY_SECONDS * 1000,
    SWEPT_MAX,
  ).run();
}
