import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { sql } from "drizzle-orm";
import type { Context } from "hono";

import { AppError, type FieldError } from "#core/errors";
import { policyText } from "#core/policy/text";
import { openControlDb } from "#db/control/client";
import { configFaults, configOf } from "#platform/config";
import { controlReady } from "#platform/control-ready";
import { consoleRoutes } from "#platform/http/console";
import { frontPage } from "#platform/http/front-page";
import { FRONT_LANGUAGES, frontLanguage, type FrontLanguage } from "#platform/http/front-page-text";
import { describeApi } from "#platform/http/openapi";
import { docsPage } from "#platform/http/pages";
import { isPolicyLanguage, policyPage, POLICY_PAGE_CSP } from "#platform/http/policy-page";
import { problems } from "#platform/http/problem-schema";
import { newRouter, type AppEnv } from "#platform/http/router";
import { policyUrl } from "#platform/policy";
import { VERSION } from "#platform/version";

/** Everything that a page of ours needs comes from here; nothing is inline. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A page that runs nothing, and has the console's letters. */
const FRONT_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The only files that are served. */
const ASSETS = [
  "/console/site.css",
  "/docs/swagger-ui.css",
  "/docs/swagger-ui-bundle.js",
  "/docs/favicon.png",
  "/docs/init.js",
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
    registration: z.enum(["open", "invite", "closed"]).openapi({
      description: "Who may register: anybody, who has an invitation, or nobody.",
    }),
    support_email: z.string().openapi({
      description: "Where questions are answered.",
      example: "support@waqtor.example",
    }),
    privacy_url: z.string().openapi({
      description: "The privacy policy that people accept.",
      example: "https://waqtor.example/privacy",
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
  description:
    "Its configuration is valid and its control database answers. What is not so is named in `errors`, by variable. Needs no credential.",
  tags: ["Platform"],
  responses: {
    200: {
      description: "It can.",
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
  description:
    "The versions of this deployment, and what somebody without an account must know of it. Needs no credential.",
  tags: ["Platform"],
  responses: {
    200: {
      description: "This deployment",
      content: {
        "application/json": {
          schema: Version,
        },
      },
    },
    ...problems("unavailable"),
  },
});

/** The routes outside `/v1`: health, the contract, its reference and the front page. Nobody needs a credential for them. */
export function siteRoutes(app: OpenAPIHono<AppEnv>) {
  const site = newRouter()
    .openapi(healthz, (c) => c.json({ status: "ok" as const }, 200))
    .openapi(readyz, async (c) => {
      await requireReady(c.env);
      return c.json({ status: "ready" as const }, 200);
    })
    .openapi(version, (c) => {
      const { metaGraphVersion, registration, supportEmail, ...config } = configOf(c.env);
      return c.json(
        {
          version: VERSION,
          graph_version: metaGraphVersion,
          registration,
          support_email: supportEmail,
          privacy_url: policyUrl(config),
        },
        200,
      );
    });
  // Neither the code nor the deployment's address changes in an isolate's life.
  let contract: string | undefined;
  site.get("/openapi.json", (c) => {
    contract ??= JSON.stringify(describeApi(app, configOf(c.env).publicUrl));
    return c.body(contract, 200, { "content-type": "application/json" });
  });
  site.get("/", (c) => {
    c.header("vary", "accept-language");
    return front(c, frontLanguage(c.req.header("accept-language")));
  });
  for (const { id } of FRONT_LANGUAGES) site.get(`/${id}`, (c) => front(c, id));
  site.get("/privacy", (c) => words(c, "/privacy"));
  site.get("/data-deletion", (c) => words(c, "/data-deletion"));
  site.get("/docs", (c) => page(c, docsPage()));
  for (const path of ASSETS) site.get(path, (c) => asset(c, path));
  site.route("/", consoleRoutes);
  return site;
}

const page = (c: Context<AppEnv>, body: ReturnType<typeof docsPage>) => {
  c.header("content-security-policy", PAGE_POLICY);
  return c.html(body);
};

const front = (c: Context<AppEnv>, language: FrontLanguage) => {
  c.header("content-security-policy", FRONT_POLICY);
  c.header("content-language", language);
  return c.html(frontPage(language, configOf(c.env)));
};

/** The policy, or how to have data deleted, in the language of `?lang=` or of the reader. */
function words(c: Context<AppEnv>, path: "/privacy" | "/data-deletion") {
  const { publicUrl, supportEmail } = configOf(c.env);
  const asked = c.req.query("lang");
  const language = isPolicyLanguage(asked) ? asked : frontLanguage(c.req.header("accept-language"));
  const text = policyText(language, { publicUrl, supportEmail });
  const isPolicy = path === "/privacy";
  c.header("content-security-policy", POLICY_PAGE_CSP);
  c.header("content-language", language);
  c.header("vary", "accept-language");
  return c.html(
    policyPage({
      language,
      path,
      title: isPolicy ? text.title : text.deletionTitle,
      note: text.dates,
      sections: isPolicy ? text.sections : text.deletion,
      supportEmail,
    }),
  );
}

async function asset(c: Context<AppEnv>, path: string): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new Request(new URL(path, c.req.url), c.req.raw));
  if (found.status === 404) throw new AppError("not_found", "No such file.");
  return found;
}

/** @throws AppError `unavailable` naming each variable that is wrong, and the control database when it does not answer. */
async function requireReady(env: Env): Promise<void> {
  const errors = [...configFaults(env), ...(await controlFaults(env))];
  if (errors.length === 0) return;
  const names = errors.map(({ pointer }) => pointer).join(", ");
  throw new AppError("unavailable", `Not ready: ${names}.`, { errors });
}

async function controlFaults(env: Env): Promise<readonly FieldError[]> {
  try {
    await controlReady(env);
    await openControlDb(env.CONTROL_DB).get(sql`SELECT 1`);
    return [];
  } catch {
    const message = "The control database does not answer.";
    return [{ pointer: "CONTROL_DB", code: "unreachable", message }];
  }
}
