import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";

/** What `API_LIMIT` in wrangler.toml allows each credential: calls, and in how many seconds. */
export const API_LIMIT = { calls: 600, periodSeconds: 60 } as const;

/**
 * The first shield: so many calls per credential and Cloudflare location. Runs after `authenticate`, so that nobody can use
 * up another's limit. The wait it names is the whole period, the only one that is surely enough.
 *
 * @throws AppError `rate_limited` with `Retry-After`, `RateLimit` and `RateLimit-Policy`.
 */
export const rateLimit = createMiddleware<AppEnv>(async (c, next) => {
  const { actor, tenant } = c.var.caller;
  const { success } = await c.env.API_LIMIT.limit({
    key: `${tenant.id}|${actor.kind}|${actor.id}`,
  });
  if (!success)
    throw new AppError(
      "rate_limited",
      `A credential may make ${API_LIMIT.calls} calls in ${API_LIMIT.periodSeconds} seconds.`,
      {
        retryAfterSeconds: API_LIMIT.periodSeconds,
        headers: {
          ratelimit: `"api";r=0;t=${API_LIMIT.periodSeconds}`,
          "ratelimit-policy": `"api";q=${API_LIMIT.calls};w=${API_LIMIT.periodSeconds}`,
        },
      },
    );
  await next();
});
