import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { sql } from "drizzle-orm";
import type { Context } from "hono";

import { AppError } from "#core/errors";
import { openControlDb } from "#db/control/client";
import { controlReady } from "#platform/control-ready";
import { describeApi } from "#platform/http/openapi";
import { docsPage, landingPage } from "#platform/http/pages";
import { problems } from "#platform/http/problem-schema";
import { newRouter, type AppEnv } from "#platform/http/router";
import { VERSION } from "#platform/version";

/** Everything that a page of ours needs comes from here; nothing is inline. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The only files that are served. */
const ASSETS = [
  "/docs/swagger-ui.css",
  "/docs/swagger-ui-bundle.js",
  "/docs/favicon.png",
  "/docs/init.js",
  "/docs/page.css",
] as const;

const Health = z
  .object({ status: z.literal("ok").openapi({ description: "It runs." }) })
  .openapi("Health");
const Readiness = z
  .object({ status: z.literal("ready").openapi({ description: "It can serve." }) })
  .openapi("Readiness");
const Version = z
  .object({
    version: z.string().openapi({ description: "The product's version.", example: VERSION }),
    graph_version: z.string().openapi({
      description: "The version of Meta's Graph API that it speaks.",
      example: "v26.0",
    }),
  })
  .openapi("Version");

const healthz = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "getHealth",
  summary: "Whether the Worker runs",
  description: "Asks nothing of any database. Needs no credential.",
  tags: ["Platform"],
  responses: {
    200: {
      description: "It runs.",
      content: { "application/json": { schema: Health } },
    },
  },
});

const readyz = createRoute({
  method: "get",
  path: "/readyz",
  operationId: "getReadiness",
  summary: "Whether the Worker can serve",
  description: "Asks the control database. Needs no credential.",
  tags: ["Platform"],
  responses: {
    200: {
      description: "The control database answers.",
      content: { "application/json": { schema: Readiness } },
    },
    ...problems("unavailable"),
  },
});

const version = createRoute({
  method: "get",
  path: "/version",
  operationId: "getVersion",
  summary: "What runs here",
  description: "The versions of this deployment. Needs no credential.",
  tags: ["Platform"],
  responses: {
    200: {
      description: "The versions",
      content: {
        "application/json": {
          schema: Version,
        },
      },
    },
  },
});

/** The routes outside `/v1`: health, the contract, its reference and the landing page. Nobody needs a credential for them. */
export function siteRoutes(app: OpenAPIHono<AppEnv>) {
  const site = newRouter()
    .openapi(healthz, (c) => c.json({ status: "ok" as const }, 200))
    .openapi(readyz, async (c) => {
      await askControlDb(c.env);
      return c.json({ status: "ready" as const }, 200);
    })
    .openapi(version, (c) =>
      c.json({ version: VERSION, graph_version: c.env.META_GRAPH_VERSION }, 200),
    );
  // Neither the code nor the deployment's address changes in an isolate's life.
  let contract: string | undefined;
  site.get("/openapi.json", (c) => {
    contract ??= JSON.stringify(describeApi(app, c.env.PUBLIC_URL));
    return c.body(contract, 200, { "content-type": "application/json" });
  });
  site.get("/", (c) => page(c, landingPage(c.env.SUPPORT_EMAIL)));
  site.get("/docs", (c) => page(c, docsPage()));
  for (const path of ASSETS) site.get(path, (c) => asset(c, path));
  return site;
}

const page = (c: Context<AppEnv>, body: ReturnType<typeof docsPage>) => {
  c.header("content-security-policy", PAGE_POLICY);
  return c.html(body);
};

async function asset(c: Context<AppEnv>, path: string): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new Request(new URL(path, c.req.url), c.req.raw));
  if (found.status === 404) throw new AppError("not_found", "No such file.");
  return found;
}

async function askControlDb(env: Env): Promise<void> {
  try {
    await controlReady(env);
    await openControlDb(env.CONTROL_DB).get(sql`SELECT 1`);
  } catch (cause) {
    throw new AppError("unavailable", "The control database does not answer.", { cause });
  }
}
