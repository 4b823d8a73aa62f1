import { createRoute, z } from "@hono/zod-openapi";

import { enableWebhook } from "#features/webhooks/enable-webhook";
import { listDeliveries } from "#features/webhooks/list-deliveries";
import { replayWebhook } from "#features/webhooks/replay-webhook";
import { retryDelivery } from "#features/webhooks/retry-delivery";
import { rotateSecret } from "#features/webhooks/rotate-secret";
import {
  ReplayBody,
  ReplayView,
  RotateSecretBody,
  TestResult,
  WebhookView,
  WebhookWithSecret,
} from "#features/webhooks/schemas";
import { DeliveriesQuery, DeliveryPage, DeliveryView } from "#features/webhooks/schemas-deliveries";
import { testWebhook } from "#features/webhooks/test-webhook";
import { webhookView } from "#features/webhooks/view";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Webhooks"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("webhook") });

const rotate = createRoute({
  method: "post",
  path: "/webhooks/{id}/rotate-secret",
  operationId: "rotateWebhookSecret",
  summary: "Give a webhook another secret",
  description:
    "For 24 hours both secrets sign: `webhook-signature` then holds two signatures. Within them another rotation is refused unless `force` is true. Requires `webhooks:write`.",
  ...common,
  request: { params, body: { required: false, ...json(RotateSecretBody) } },
  responses: {
    200: { description: "The new secret", ...json(WebhookWithSecret) },
    ...refusals("invalid_request", "not_found", "invalid_state"),
  },
});

const test = createRoute({
  method: "post",
  path: "/webhooks/{id}/test",
  operationId: "testWebhook",
  summary: "Post a test event",
  description:
    "Posts a signed `webhook.test` now and answers what became of it, after 15 seconds at the latest. Requires `webhooks:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "What became of it", ...json(TestResult) },
    ...refusals("not_found"),
  },
});

const enable = createRoute({
  method: "post",
  path: "/webhooks/{id}/enable",
  operationId: "enableWebhook",
  summary: "Enable a webhook",
  description:
    "It is sent what happens from now on, and what had failed before it was disabled; a replay sends what happened meanwhile. Requires `webhooks:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Enabled", ...json(WebhookView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const replay = createRoute({
  method: "post",
  path: "/webhooks/{id}/replay",
  operationId: "replayWebhook",
  summary: "Post once more what was told",
  description:
    "Of the last 14 days, the oldest first, behind what happens now and at most about 25 events a second. Ids and bodies are those of the first time. Requires `webhooks:write`.",
  ...common,
  request: { params, body: { required: true, ...json(ReplayBody) } },
  responses: {
    202: { description: "It is posted", ...json(ReplayView) },
    ...refusals("invalid_request", "not_found", "out_of_range", "invalid_state"),
  },
});

const deliveries = createRoute({
  method: "get",
  path: "/webhooks/{id}/deliveries",
  operationId: "listDeliveries",
  summary: "List what was posted",
  description:
    "Every attempt of the last 14 days, the newest first. With filters a page may be short while `has_more` is true. Requires `webhooks:read`.",
  ...common,
  request: { params, query: DeliveriesQuery },
  responses: {
    200: { description: "Newest first", ...json(DeliveryPage) },
    ...refusals("not_found", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const retry = createRoute({
  method: "post",
  path: "/deliveries/{id}/retry",
  operationId: "retryDelivery",
  summary: "Post an event once more",
  description:
    "What the attempt posted, now and whatever became of it: the same id, the same body. Requires `webhooks:write`.",
  ...common,
  request: { params: z.object({ id: givenId("delivery") }) },
  responses: {
    202: { description: "It is posted", ...json(DeliveryView) },
    ...refusals("not_found", "invalid_state"),
  },
});

export const webhookDeliveryRoutes = newRouter()
  .openapi(rotate, async (c) =>
    c.json(await rotateSecret(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(test, async (c) => c.json(await testWebhook(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(enable, async (c) =>
    c.json(webhookView(await enableWebhook(c.var.ctx, c.req.valid("param").id)), 200),
  )
  .openapi(replay, async (c) =>
    c.json(await replayWebhook(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 202),
  )
  .openapi(deliveries, async (c) =>
    c.json(await listDeliveries(c.var.ctx, c.req.valid("param").id, c.req.valid("query")), 200),
  )
  .openapi(retry, async (c) =>
    c.json(await retryDelivery(c.var.ctx, c.req.valid("param").id), 202),
  );
