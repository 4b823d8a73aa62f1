import type { RouteConfig } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import { readJsonObject } from "#platform/http/json-guard";
import { readBytes } from "#platform/http/read-bytes";
import type { AppEnv } from "#platform/http/router";

/** Of a JSON body. */
export const BODY_BYTES_MAX = 1_048_576;

const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-?8"?)?\s*$/i;
const NO_BODY: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/**
 * Read the body once, up to the limit; `c.var.rawBody` holds its bytes from here on. Operations whose body is not JSON read
 * their own.
 *
 * @throws AppError `body_too_large`.
 */
export const bodyLimit = createMiddleware<AppEnv>(async (c, next) => {
  const isForeign = isOtherThanJson(c.var.operation.contract);
  c.set("rawBody", isForeign ? NO_BODY : await readBytes(c.req.raw, BODY_BYTES_MAX));
  await next();
});

/**
 * Hold the body against the operation's contract: JSON in UTF-8, not encoded, an object, nothing that could harm on the way.
 * What passes is what the schema then sees.
 *
 * @throws AppError `unsupported_media_type`, `body_required`, `invalid_request` for a body on a call that takes none, and
 *   whatever `readJsonObject` throws.
 */
export const jsonBody = createMiddleware<AppEnv>(async (c, next) => {
  const { contract } = c.var.operation;
  if (isOtherThanJson(contract)) return next();
  const { rawBody } = c.var;
  const body = contract?.request?.body;
  const contentType = c.req.header("content-type");
  // zod-openapi's validator parses this text again; a call without a body passes as an empty object.
  let text = contentType === undefined ? "" : "{}";
  if (rawBody.length > 0) {
    checkEncoding(contentType, c.req.header("content-encoding"));
    const read = readJsonObject(rawBody);
    if (body === undefined) refuseMembers(read.value);
    text = read.text;
  } else if (body !== undefined && body.required !== false)
    throw new AppError("body_required", "Send a JSON object as the body.");
  Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
  return next();
});

/** `jsonBody` for the operations that need no credential; for all others it waits until the credential is proven. */
export const openJsonBody = createMiddleware<AppEnv>(async (c, next) =>
  (c.var.operation.contract?.security?.length ?? 0) > 0 ? next() : jsonBody(c, next),
);

/** Whether the operation declares a body and none of its types is JSON: an upload. */
function isOtherThanJson(contract: RouteConfig | undefined): boolean {
  const content = contract?.request?.body?.content;
  return content !== undefined && !("application/json" in content);
}

function checkEncoding(contentType: string | undefined, encoding: string | undefined): void {
  if (contentType === undefined || !JSON_TYPE.test(contentType.trim()))
    throw new AppError("unsupported_media_type", "Send `Content-Type: application/json` in UTF-8.");
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity")
    throw new AppError("unsupported_media_type", "Send the body without a Content-Encoding.");
}

function refuseMembers(value: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(value);
  if (name === undefined) return;
  const message = "This call takes no body.";
  throw new AppError("invalid_request", message, {
    errors: [{ pointer: `/${name}`, code: "unknown_member", message }],
  });
}
