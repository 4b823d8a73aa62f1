import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";

import { AppError, PROBLEMS } from "#core/errors";
import { AlreadyAnswered } from "#platform/commit";
import type { Problem } from "#platform/http/problem-schema";
import type { AppEnv } from "#platform/http/router";
import { SECURITY_HEADERS } from "#platform/http/security-headers";
import { describeError, log } from "#platform/log";

const INTERNAL = new AppError(
  "internal",
  "Something failed on our side. Quote the request id to support.",
);

/** Hono's validators throw these for a body that does not read; `jsonBody` has refused most before. */
const BY_HONO: Readonly<Record<number, AppError>> = {
  400: new AppError("malformed_json", "The body cannot be read."),
  415: new AppError("unsupported_media_type", "The operation does not take this content type."),
};

function known(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return (error instanceof HTTPException ? BY_HONO[error.status] : undefined) ?? INTERNAL;
}

/**
 * One answer for an id that never was, that is malformed, and that is another workspace's, so that nobody can tell them
 * apart. A reference inside the body is told by its pointer.
 */
const NOT_FOUND = "There is no such resource in this workspace.";

/** Pure half of the mapping. Unknown errors keep their message to themselves: it may name a host or a row. */
export function toProblem(thrown: unknown, requestId: string): Problem {
  const error = known(thrown);
  const { status, title } = PROBLEMS[error.code];
  const { errors, meta, members } = error.extras;
  return {
    type: `https://waqtor.app/problems/${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.code === "not_found" && errors === undefined ? NOT_FOUND : error.message,
    instance: `urn:request:${requestId}`,
    request_id: requestId,
    retryable: status === 429 || status >= 500 || error.code === "idempotency_in_progress",
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...(meta === undefined ? {} : { meta: { ...meta } }),
    ...members,
  };
}

/**
 * The answer to whatever was thrown, with everything that any answer carries: it needs no router around it. Logs what nobody
 * expected. `AlreadyAnswered` is expected: `idempotent` replaces its answer.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(error, requestId);
  if (problem.code === "internal" && !(error instanceof AlreadyAnswered))
    log("error", "request.failed", { request: requestId, ...describeError(error) });
  const { retryAfterSeconds, headers } = error instanceof AppError ? error.extras : {};
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      ...SECURITY_HEADERS,
      "x-request-id": requestId,
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
      ...headers,
      "content-type": "application/problem+json",
    },
  });
}

/** The last resort of every route. */
export const onError = (error: unknown, c: Context<AppEnv>): Response =>
  problemResponse(error, c.var.requestId);
