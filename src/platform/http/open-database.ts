import { createMiddleware } from "hono/factory";

import { configOf } from "#platform/config";
import {
  BOOKMARK_HEADER,
  bookmarkText,
  isRead,
  isStream,
  startOf,
} from "#platform/http/d1-session";
import type { AppEnv } from "#platform/http/router";
import { withDatabase, withSession } from "#platform/tenancy";

/**
 * Stands between the routes of the control plane and those of a workspace's data: from here on `c.var.ctx` is the caller with the
 * workspace's database, claimed when it had none. Even a read claims, so that no verb need know of a workspace without one. Where the
 * deployment reads from replicas, each call has a session of the database, and a write tells how far it came.
 *
 * @throws AppError `capacity_exhausted` when a workspace without a database finds none free.
 */
export const openDatabase = createMiddleware<AppEnv>(async (c, next) => {
  if (!configOf(c.env).readsReplicas || isStream(c.var.operation)) {
    c.set("ctx", await withDatabase(c.var.caller));
    return next();
  }
  const { ctx, bookmark } = await withSession(c.var.caller, await startOf(c));
  c.set("ctx", ctx);
  await next();
  const written = isRead(c.req.method) ? null : bookmark();
  if (written !== null) c.header(BOOKMARK_HEADER, await bookmarkText(ctx, written));
});
