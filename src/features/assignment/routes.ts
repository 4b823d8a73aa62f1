import { createRoute, z } from "@hono/zod-openapi";

import { createRule } from "#features/assignment/create-rule";
import { getRule } from "#features/assignment/get-rule";
import { listRules } from "#features/assignment/list-rules";
import { removeRule } from "#features/assignment/remove-rule";
import { replaceRule } from "#features/assignment/replace-rule";
import { RuleBody, RulePage, RuleView } from "#features/assignment/schemas";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Inbox"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("assignmentRule") });

const list = createRoute({
  method: "get",
  path: "/assignment-rules",
  operationId: "listAssignmentRules",
  summary: "List rules of assignment",
  description:
    "Oldest first; `place` tells the order in which they are tried. Requires `inbox:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of rules", ...json(RulePage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/assignment-rules",
  operationId: "createAssignmentRule",
  summary: "Make a rule of assignment",
  description:
    "When a person writes in a conversation that nobody has, the first rule that applies gives it to a member. Requires `inbox:write`.",
  ...common,
  request: { body: { required: true, ...json(RuleBody) } },
  responses: {
    201: { description: "The rule", ...json(RuleView) },
    ...refusals("invalid_request", "out_of_range", "not_found"),
  },
});

const read = createRoute({
  method: "get",
  path: "/assignment-rules/{id}",
  operationId: "getAssignmentRule",
  summary: "Read a rule of assignment",
  description: "Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The rule", headers: ETAG_HEADER, ...json(RuleView) },
    ...refusals("not_found"),
  },
});

const replace = createRoute({
  method: "put",
  path: "/assignment-rules/{id}",
  operationId: "replaceAssignmentRule",
  summary: "Set a rule of assignment",
  description: "All of it; whose turn it is stays. Requires `inbox:write`.",
  ...common,
  request: { params, body: { required: true, ...json(RuleBody) } },
  responses: {
    200: { description: "The rule", ...json(RuleView) },
    ...refusals("invalid_request", "out_of_range", "not_found"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/assignment-rules/{id}",
  operationId: "deleteAssignmentRule",
  summary: "Delete a rule of assignment",
  description: "What it gave stays given. Requires `inbox:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found") },
});

export const assignmentRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listRules(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => c.json(await createRule(c.var.ctx, c.req.valid("json")), 201))
  .openapi(read, async (c) => {
    const rule = await getRule(c.var.ctx, c.req.valid("param").id);
    return c.json(rule, 200, { etag: await contentEtag(rule) });
  })
  .openapi(replace, async (c) =>
    c.json(await replaceRule(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(remove, async (c) => {
    await removeRule(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
