import { createRoute, z } from "@hono/zod-openapi";

import { announceNews } from "#features/sandbox/announce-news";
import { NewsBody, NewsView } from "#features/sandbox/news-schemas";
import { ReviewBody, ReviewView } from "#features/sandbox/review-schemas";
import { reviewTemplate } from "#features/sandbox/review-template";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Sandbox"], security: [{ bearer: [] }] };
const body = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) });

const review = createRoute({
  method: "post",
  path: "/sandbox/templates/{id}/review",
  operationId: "reviewSandboxTemplate",
  summary: "Be Meta's reviewer of a template",
  description:
    'Ends the review of a template of a sandbox number, which with `template_review: "manual"` nobody else ends; or pauses, disables or flags one that was approved. It comes in by a signed webhook, as from Meta. Requires `sandbox:write`.',
  ...common,
  request: { params: z.object({ id: givenId("template") }), body: body(ReviewBody) },
  responses: {
    202: { description: "The decision is on its way", ...json(ReviewView) },
    ...refusals("invalid_request", "not_found", "invalid_state"),
  },
});

const news = createRoute({
  method: "post",
  path: "/sandbox/numbers/{id}/news",
  operationId: "announceSandboxNews",
  summary: "Let Meta say something of a number or its account",
  description:
    "Quality, name, limits, restrictions and alerts come in by a signed webhook, as from Meta. A flagged or renamed number is shown so by Graph, and a disabled account sends nothing until it is reinstated. Requires `sandbox:write`.",
  ...common,
  request: { params: z.object({ id: givenId("number") }), body: body(NewsBody) },
  responses: {
    202: { description: "The news is on its way", ...json(NewsView) },
    ...refusals("invalid_request", "not_found"),
  },
});

/** What Meta decides by itself, as far as somebody has to play it. */
export const sandboxMetaRoutes = newRouter()
  .openapi(review, async (c) =>
    c.json(await reviewTemplate(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 202),
  )
  .openapi(news, async (c) =>
    c.json(await announceNews(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 202),
  );
