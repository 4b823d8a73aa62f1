import { createMiddleware } from "hono/factory";

import type { AppEnv } from "#platform/http/router";

const ACCEPTED = /^[A-Za-z0-9_-]{8,64}$/;

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
