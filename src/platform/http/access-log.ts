import { createMiddleware } from "hono/factory";

import type { AppEnv } from "#platform/http/router";
import { log } from "#platform/log";

/** One line per request. It names the route's pattern, never the path or the query: they may hold a phone number. */
export const accessLog = createMiddleware<AppEnv>(async (c, next) => {
  const startedMs = Date.now();
  await next();
  log("info", "request.answered", {
    request: c.var.requestId,
    method: c.req.method,
    route: c.var.operation?.pattern ?? null,
    status: c.res.status,
    ms: Date.now() - startedMs,
    tenant: c.var.caller?.tenant.id,
    actor: c.var.caller?.actor.kind,
  });
});
