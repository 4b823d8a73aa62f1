import { createMiddleware } from "hono/factory";

import { parseApiKey } from "#core/api-key";
import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";
import { log } from "#platform/log";

const NAMES = new Set(["api_key", "apikey", "access_token", "refresh_token", "token", "key"]);

/** An API key or refresh token of ours, or a JWT, whatever its parameter is called. */
const LOOKS_LIKE_OURS = /^(wqr?_[0-9A-Za-z_-]{8,}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*)$/;

/**
 * Refuse a credential in the query string, valid or not: URLs end up in logs, histories and referrers. A key that was really
 * ours is named in the log by its id, so that it can be replaced.
 */
export const refuseKeyInUrl = createMiddleware<AppEnv>(async (c, next) => {
  for (const [name, values] of Object.entries(c.req.queries())) {
    const leaked = values.find((value) => LOOKS_LIKE_OURS.test(value));
    if (leaked === undefined && !NAMES.has(name.toLowerCase())) continue;
    const key = leaked === undefined ? undefined : parseApiKey(leaked);
    if (key !== undefined)
      log("warn", "credential.in_url", { request: c.var.requestId, key: `key_${key.idSuffix}` });
    throw new AppError("key_in_url", "Send the credential in the Authorization header.", {
      errors: [
        {
          pointer: NAMES.has(name.toLowerCase()) ? name : "",
          code: "key_in_url",
          message:
            "A credential must not be a query parameter. Replace it: it may have been logged.",
        },
      ],
    });
  }
  await next();
});
