import type { RouteConfig } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";

/**
 * We answer JSON, or what the operation declares. A caller who accepts neither is told so before anything happens.
 *
 * @throws AppError `not_acceptable`.
 */
export const acceptGuard = createMiddleware<AppEnv>(async (c, next) => {
  const accept = c.req.header("accept");
  if (accept !== undefined && accept.trim() !== "") {
    const offered = offeredBy(c.var.operation.contract);
    if (!accept.split(",").some((range) => offered.some((type) => covers(range, type))))
      throw new AppError("not_acceptable", `This resource answers ${offered.join(", ")}.`);
  }
  await next();
});

function offeredBy(contract: RouteConfig | undefined): readonly string[] {
  const declared = Object.values(contract?.responses ?? {}).flatMap((response) =>
    "content" in response ? Object.keys(response.content ?? {}) : [],
  );
  return [...new Set(["application/json", ...declared])];
}

/** Whether a media range of RFC 9110 §12.5.1 covers a type; `q=0` excludes it. */
function covers(range: string, type: string): boolean {
  const [name = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  if (parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter))) return false;
  return name === "*/*" || name === type || name === `${type.split("/")[0] ?? ""}/*`;
}
