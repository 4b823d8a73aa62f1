import { createRoute, z } from "@hono/zod-openapi";

import { createTrigger, deleteTrigger, listTriggers } from "#features/automations/manage-triggers";
import { NewTriggerView, TriggerBody, TriggerPage } from "#features/automations/schemas-triggers";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Automations"], security: [{ bearer: [] }] };

const list = createRoute({
  method: "get",
  path: "/triggers",
  operationId: "listTriggers",
  summary: "List trigger URLs",
  description: "Newest first, without their secrets. Requires `automations:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(TriggerPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/triggers",
  operationId: "createTrigger",
  summary: "Make a URL that starts an automation",
  description:
    "Another system posts to it with a token of its own or a signature, and can do nothing else. The secret is shown once. Requires `automations:write`.",
  ...common,
  request: { body: { required: true, ...json(TriggerBody) } },
  responses: {
    201: { description: "Made", ...json(NewTriggerView) },
    ...refusals("invalid_request", "not_found"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/triggers/{id}",
  operationId: "deleteTrigger",
  summary: "Delete a trigger URL",
  description: "Runs that it started go on. Requires `automations:write`.",
  ...common,
  request: { params: z.object({ id: givenId("trigger") }) },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found") },
});

export const triggerRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listTriggers(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => c.json(await createTrigger(c.var.ctx, c.req.valid("json")), 201))
  .openapi(remove, async (c) => {
    await deleteTrigger(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
