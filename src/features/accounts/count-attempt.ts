import { AppError } from "#core/errors";
import { networkOf } from "#core/network";
import type { ControlContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";

const PERIOD_SECONDS = 60;

/**
 * Count an attempt, before anything that costs. Counted per network, and per `subject` in it when there is one; the limiter
 * sees a hash only.
 *
 * @throws AppError `rate_limited`.
 */
export async function countAttempt(
  ctx: ControlContext,
  limiter: RateLimit,
  subject = "",
): Promise<void> {
  const key = await sha256Hex(`${networkOf(ctx.origin.ip)}\n${subject}`);
  if ((await limiter.limit({ key })).success) return;
  throw new AppError("rate_limited", "Too many attempts. Wait a minute and try again.", {
    retryAfterSeconds: PERIOD_SECONDS,
  });
}
