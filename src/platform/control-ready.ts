import { createMiddleware } from "hono/factory";

import { CONTROL_MIGRATIONS } from "#db/control/migrations";
import { migrate } from "#db/migrate";
import type { AppEnv } from "#platform/http/router";

let isReady = false;

/**
 * Bring the control database to the current schema, once in each isolate's life: a deploy needs no other step, and a laptop
 * none at all. One read when there is nothing to do. Callers at the same time each look for themselves (see `IsolateCache`).
 *
 * @throws Whatever D1 throws when it cannot be reached.
 */
export async function controlReady(env: Env): Promise<void> {
  if (isReady) return;
  await migrate(env.CONTROL_DB, CONTROL_MIGRATIONS);
  isReady = true;
}

/** The same before a request that needs the control database. */
export const withControl = createMiddleware<AppEnv>(async (c, next) => {
  await controlReady(c.env);
  await next();
});
