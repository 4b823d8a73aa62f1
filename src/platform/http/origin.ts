import type { Context } from "hono";

import type { Origin } from "#platform/context";
import type { AppEnv } from "#platform/http/router";

const USER_AGENT_MAX = 256;

/** Where the call came from. Only Cloudflare's own header is believed; a forwarded one could be anybody's. */
export const originOf = (c: Context<AppEnv>): Origin => ({
  requestId: c.var.requestId,
  ip: c.req.header("cf-connecting-ip") ?? null,
  userAgent: c.req.header("user-agent")?.slice(0, USER_AGENT_MAX) ?? null,
});
