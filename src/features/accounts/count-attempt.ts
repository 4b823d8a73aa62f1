import { AppError } from "#core/errors";
import { networkOf } from "#core/network";
import type { ControlContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";

/** What `LOGIN_LIMIT` and `REGISTER_LIMIT` in wrangler.toml allow, in a minute each. */
const LIMITS = {
  login: { binding: "LOGIN_LIMIT", attempts: 10 },
  register: { binding: "REGISTER_LIMIT", attempts: 60 },
} as const;
const PERIOD_SECONDS = 60;

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
  const key = await sha256Hex(`${networkOf(ctx.origin.ip)}\n${subject}`);
  if ((await ctx.env[binding].limit({ key })).success) return;
  throw new AppError("rate_limited", "Too many attempts. Wait a minute and try again.", {
    retryAfterSeconds: PERIOD_SECONDS,
    headers: {
      ratelimit: `"${act}";r=0;t=${PERIOD_SECONDS}`,
      "ratelimit-policy": `"${act}";q=${attempts};w=${PERIOD_SECONDS}`,
    },
  });
}
