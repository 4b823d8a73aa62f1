import type { Context } from "hono";

import { configOf } from "#platform/config";
import type { Origin } from "#platform/context";
import type { AppEnv } from "#platform/http/router";

const USER_AGENT_MAX = 256;

/**
 * Where the call came from. The address is that of the one header which the deployment's host overwrites (Cloudflare's own in
 * production); any other could be anybody's.
 *
 * @throws AppError `unavailable` while the configuration is wrong.
 */
export function originOf(c: Context<AppEnv>): Origin {
  const { clientIpHeader } = configOf(c.env);
  const ip = clientIpHeader === null ? undefined : c.req.header(clientIpHeader);
  return {
    requestId: c.var.requestId,
    ip: ip ?? null,
    userAgent: c.req.header("user-agent")?.slice(0, USER_AGENT_MAX) ?? null,
  };
}
