import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";

import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";

/** The operation that will answer a request, as its contract tells. */
export interface Operation {
  /** `POST /v1/campaigns/{id}/launch`: safe to log. */
  readonly pattern: string;
  /** Absent for the few routes that are not part of the contract, such as pages. */
  readonly contract: RouteConfig | undefined;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * Find the operation before anything else is done, so that an unknown path or method costs nothing and tells nothing about
 * credentials. Every further middleware reads the contract from `c.var.operation`.
 *
 * @throws AppError `not_found`; `method_not_allowed` with `Allow`.
 */
export function findOperation(app: OpenAPIHono<AppEnv>) {
  let contracts: ReadonlyMap<string, RouteConfig> | undefined;
  return createMiddleware<AppEnv>(async (c, next) => {
    const route = matchedRoutes(c).find(isOperation);
    if (route === undefined) throw unmatched(app, c);
    contracts ??= contractsOf(app);
    const pattern = `${route.method} ${route.path.replaceAll(/:([^/]+)/g, "{$1}")}`;
    c.set("operation", { pattern, contract: contracts.get(pattern) });
    await next();
  });
}

/** Middleware is registered for all methods, an operation for one. */
const isOperation = (route: { readonly method: string }): boolean => route.method !== "ALL";

function unmatched(app: OpenAPIHono<AppEnv>, c: Context<AppEnv>): AppError {
  const known = METHODS.filter((method) =>
    app.router.match(method, c.req.path)[0].some(([[, route]]) => isOperation(route)),
  );
  if (known.length === 0) return new AppError("not_found", "No such resource.");
  const allowed = known.includes("GET") ? ["HEAD", ...known] : known;
  return new AppError("method_not_allowed", `This resource knows ${allowed.join(", ")}.`, {
    headers: { allow: allowed.join(", ") },
  });
}

function contractsOf(app: OpenAPIHono<AppEnv>): ReadonlyMap<string, RouteConfig> {
  return new Map(
    app.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === "route"
        ? [[`${definition.route.method.toUpperCase()} ${definition.route.path}`, definition.route]]
        : [],
    ),
  );
}
