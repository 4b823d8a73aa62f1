import type { Context } from "hono";

import { openControlDb } from "#db/control/client";
import type { DeferringContext } from "#platform/commit-control";
import { originOf } from "#platform/http/origin";
import type { AppEnv } from "#platform/http/router";
import { newId } from "#platform/ids";

/** What acts before sign-in run with: the control plane, and nobody's workspace. */
export const visitor = (c: Context<AppEnv>): DeferringContext => ({
  env: c.env,
  control: openControlDb(c.env.CONTROL_DB),
  origin: originOf(c),
  nowMs: () => Date.now(),
  newId,
  defer: (work) => c.executionCtx.waitUntil(work),
});
