import { createRoute, z } from "@hono/zod-openapi";

import {
  deleteGraphWebhook,
  getGraphWebhook,
  setGraphWebhook,
} from "#features/numbers/graph-webhook";
import { rotateGraphToken } from "#features/numbers/rotate-graph-token";
import {
  GraphAccess,
  GraphWebhook,
  GraphWebhookBody,
  GraphWebhookView,
} from "#features/numbers/schemas-graph";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Numbers"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("number") });

const rotate = createRoute({
  method: "post",
  path: "/numbers/{id}/graph-token",
  operationId: "rotateGraphToken",
  summary: "Give a sandbox number a new graph token",
  description:
    "The former token of its Graph API ends at once. The new one is shown once. 404 for a cloud number. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The new token", ...json(GraphAccess) },
    ...refusals("not_found", "invalid_state"),
  },
});

const readWebhook = createRoute({
  method: "get",
  path: "/numbers/{id}/graph-webhook",
  operationId: "getGraphWebhook",
  summary: "Read where a sandbox number's webhooks go",
  description:
    "The URL that hears of the number beside this platform, without its secret. 404 for a cloud number. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The URL", ...json(GraphWebhookView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const putWebhook = createRoute({
  method: "put",
  path: "/numbers/{id}/graph-webhook",
  operationId: "setGraphWebhook",
  summary: "Have a sandbox number's webhooks sent to a URL of yours",
  description:
    "Statuses of what was sent by its Graph API, what people write, and what becomes of its templates. The URL is shaken hands with first. Each call makes a new secret, shown once. 404 for a cloud number. Requires `numbers:write`.",
  ...common,
  request: { params, body: { required: true, ...json(GraphWebhookBody) } },
  responses: {
    200: { description: "Set", ...json(GraphWebhook) },
    ...refusals("invalid_request", "not_found", "invalid_state", "url_not_allowed"),
  },
});

const dropWebhook = createRoute({
  method: "delete",
  path: "/numbers/{id}/graph-webhook",
  operationId: "deleteGraphWebhook",
  summary: "Send a sandbox number's webhooks nowhere else any more",
  description:
    "What was still to be told is not told. 404 for a cloud number. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: {
    204: { description: "No URL is set" },
    ...refusals("not_found", "invalid_state"),
  },
});

/** `/numbers/{id}/graph-*`: how client libraries reach a sandbox number, and hear from it. */
export const numberGraphRoutes = newRouter()
  .openapi(rotate, async (c) =>
    c.json(await rotateGraphToken(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(readWebhook, async (c) =>
    c.json(await getGraphWebhook(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(putWebhook, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await setGraphWebhook(c.var.ctx, id, c.req.valid("json")), 200);
  })
  .openapi(dropWebhook, async (c) => {
    await deleteGraphWebhook(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
