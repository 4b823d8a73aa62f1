import { networkOf } from "#core/network";
import { tooMany } from "#platform/allowance";
import type { ControlContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";

/** What the limiters in wrangler.toml allow, in a minute each. A test holds them against each other. */
export const LIMITS = {
  login: { binding: "LOGIN_LIMIT", attempts: 10 },
  register: { binding: "REGISTER_LIMIT", attempts: 60 },
  forgot: { binding: "LOGIN_LIMIT", attempts: 10 },
  token: { binding: "REFRESH_LIMIT", attempts: 120 },
  refresh: { binding: "REFRESH_LIMIT", attempts: 120 },
} as const;
const PERIOD_SECONDS = 60;
/** Acts that share a limiter with another one and are counted apart; no e-mail is spelled so. */
const SHARED: Partial<Record<keyof typeof LIMITS, string>> = { forgot: "forgot", token: "token" };

/**
 * Count an attempt, before anything that costs. Counted per network, and per `subject` in it when there is one; the limiter
 * sees a hash only.
 *
 * @throws AppError `rate_limited` with `Retry-After`, `RateLimit` and `RateLimit-Policy`.
 */
export async function countAttempt(
  ctx: ControlContext,
  act: keyof typeof LIMITS,
  subject = "",
): Promise<void> {
  const { binding, attempts } = LIMITS[act];
  const key = await sha256Hex(`${networkOf(ctx.origin.ip)}\n${SHARED[act] ?? subject}`);
  if ((await ctx.env[binding].limit({ key })).success) return;
  throw tooMany({ act, attempts, seconds: PERIOD_SECONDS }, PERIOD_SECONDS);
}
