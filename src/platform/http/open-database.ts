import { createMiddleware } from "hono/factory";

import type { AppEnv } from "#platform/http/router";
import { withDatabase } from "#platform/tenancy";

/**
 * Stands between the routes of the control plane and those of a workspace's data: from here on `c.var.ctx` is the caller with the
 * workspace's database, claimed when it had none. Even a read claims, so that no verb need know of a workspace without one.
 *
 * @throws AppError `capacity_exhausted` when a workspace without a database finds none free.
 */
export const openDatabase = createMiddleware<AppEnv>(async (c, next) => {
  c.set("ctx", await withDatabase(c.var.caller));
  await next();
});
