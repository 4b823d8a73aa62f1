import { createMiddleware } from "hono/factory";

import type { AppEnv } from "#platform/http/router";

/** Whatever identifiers are made of: no space, no quote, no bracket. */
const ACCEPTED = /^[A-Za-z0-9._~:+/=@-]{1,128}$/;

/** Name the request: the caller's `X-Request-Id` when it is well formed, else a new one. Every answer carries it. */
export const requestIds = createMiddleware<AppEnv>(async (c, next) => {
  const given = c.req.header("x-request-id");
  c.set(
    "requestId",
    given !== undefined && ACCEPTED.test(given) ? given : crypto.randomUUID().replaceAll("-", ""),
  );
  await next();
  c.header("x-request-id", c.var.requestId);
});
