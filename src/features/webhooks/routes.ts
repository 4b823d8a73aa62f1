import { createRoute, z } from "@hono/zod-openapi";

import { createWebhook } from "#features/webhooks/create-webhook";
import { deleteWebhook } from "#features/webhooks/delete-webhook";
import { getWebhook } from "#features/webhooks/get-webhook";
import { listWebhooks } from "#features/webhooks/list-webhooks";
import {
  CreateWebhookBody,
  UpdateWebhookBody,
  WebhookPage,
  WebhookView,
  WebhookWithSecret,
} from "#features/webhooks/schemas";
import { updateWebhook } from "#features/webhooks/update-webhook";
import { webhookView } from "#features/webhooks/view";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, etagOf, IF_MATCH } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Webhooks"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("webhook") });

const create = createRoute({
  method: "post",
  path: "/webhooks",
  operationId: "createWebhook",
  summary: "Have events posted to a URL",
  description:
    "From now on; nothing is posted by this call. Events come signed as Standard Webhooks says, at least once, mostly in order; `webhook-id` is the event's id. What is not answered with 2xx within 15 seconds is posted again: ten attempts in about 75 hours. Up to 20 in a workspace. Requires `webhooks:write`.",
  ...common,
  request: { body: { required: true, ...json(CreateWebhookBody) } },
  responses: {
    201: { description: "Created, with its secret", ...json(WebhookWithSecret) },
    ...refusals("invalid_request", "not_found", "url_not_allowed", "quota_exceeded"),
  },
});

const list = createRoute({
  method: "get",
  path: "/webhooks",
  operationId: "listWebhooks",
  summary: "List webhooks",
  description: "Newest first, without their secrets. Requires `webhooks:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(WebhookPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/webhooks/{id}",
  operationId: "getWebhook",
  summary: "Read a webhook",
  description: "With how its receiver does. Requires `webhooks:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The webhook", headers: ETAG_HEADER, ...json(WebhookView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/webhooks/{id}",
  operationId: "updateWebhook",
  summary: "Change a webhook",
  description:
    "Absent members stay; `headers` takes the place of all that were given. What waits to be posted goes to the new URL, as it was made. Requires `webhooks:write`.",
  ...common,
  request: { params, headers: IF_MATCH, body: { required: true, ...json(UpdateWebhookBody) } },
  responses: {
    200: { description: "Changed", headers: ETAG_HEADER, ...json(WebhookView) },
    ...refusals(
      "invalid_request",
      "not_found",
      "url_not_allowed",
      "invalid_state",
      "precondition_failed",
    ),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/webhooks/{id}",
  operationId: "deleteWebhook",
  summary: "Delete a webhook",
  description: "Nothing more is posted; what was posted is forgotten. Requires `webhooks:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found") },
});

export const webhookRoutes = newRouter()
  .openapi(create, async (c) => c.json(await createWebhook(c.var.ctx, c.req.valid("json")), 201))
  .openapi(list, async (c) => c.json(await listWebhooks(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const row = await getWebhook(c.var.ctx, c.req.valid("param").id);
    return c.json(webhookView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(update, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const input = { ...c.req.valid("json"), ifMatch };
    const row = await updateWebhook(c.var.ctx, c.req.valid("param").id, input);
    return c.json(webhookView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(remove, async (c) => {
    await deleteWebhook(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
