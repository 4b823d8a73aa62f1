import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";

const URL_LENGTH_MAX = 16_384;
const HEADER_LENGTH_MAX = 8191;

/**
 * Refuse what no caller of ours needs. `Authorization` is left to `authenticate`, which answers one and the same 401 for
 * every credential that is not valid.
 *
 * @throws AppError `uri_too_long`, `headers_too_large`.
 */
export const sizeGuard = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.url.length > URL_LENGTH_MAX)
    throw new AppError("uri_too_long", `A URL has at most ${URL_LENGTH_MAX} characters.`);
  for (const [name, value] of c.req.raw.headers)
    if (value.length > HEADER_LENGTH_MAX && name !== "authorization")
      throw new AppError("headers_too_large", `The header ${name} is too long.`);
  await next();
});
