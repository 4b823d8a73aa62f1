import { createRoute, z } from "@hono/zod-openapi";

import { createAutomation } from "#features/automations/create-automation";
import { deleteAutomation } from "#features/automations/delete-automation";
import { getAutomation } from "#features/automations/get-automation";
import { listAutomations } from "#features/automations/list-automations";
import { disableAutomation, publishAutomation } from "#features/automations/publish-automation";
import {
  AutomationBody,
  AutomationPage,
  AutomationView,
  ListAutomationsQuery,
  UpdateAutomationBody,
} from "#features/automations/schemas";
import { updateAutomation } from "#features/automations/update-automation";
import { automationView } from "#features/automations/view";
import { json, refusals } from "#platform/http/contract";
import { ETAG_HEADER, etagOf, IF_MATCH_REQUIRED } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Automations"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("automation") });
const answered = (description: string) => ({
  description,
  headers: ETAG_HEADER,
  ...json(AutomationView),
});

const list = createRoute({
  method: "get",
  path: "/automations",
  operationId: "listAutomations",
  summary: "List automations",
  description: "Newest first. Requires `automations:read`.",
  ...common,
  request: { query: ListAutomationsQuery },
  responses: {
    200: { description: "Newest first", ...json(AutomationPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/automations",
  operationId: "createAutomation",
  summary: "Create an automation as a draft",
  description:
    "A draft may be wrong in every way that `validate` tells; it does nothing until it is published. Requires `automations:write`.",
  ...common,
  request: { body: { required: true, ...json(AutomationBody) } },
  responses: {
    201: answered("Created"),
    ...refusals("invalid_request", "unknown_field", "filter_too_complex", "quota_exceeded"),
  },
});

const read = createRoute({
  method: "get",
  path: "/automations/{id}",
  operationId: "getAutomation",
  summary: "Read an automation",
  description: "Its draft, and whether it runs. Requires `automations:read`.",
  ...common,
  request: { params },
  responses: { 200: answered("The automation"), ...refusals("not_found") },
});

const update = createRoute({
  method: "patch",
  path: "/automations/{id}",
  operationId: "updateAutomation",
  summary: "Change an automation's draft",
  description:
    "Absent members stay. What runs stays as it is until it is published again. Requires `automations:write`.",
  ...common,
  request: {
    params,
    headers: IF_MATCH_REQUIRED,
    body: { required: true, ...json(UpdateAutomationBody) },
  },
  responses: {
    200: answered("Changed"),
    ...refusals(
      "invalid_request",
      "unknown_field",
      "filter_too_complex",
      "not_found",
      "precondition_failed",
      "precondition_required",
    ),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/automations/{id}",
  operationId: "deleteAutomation",
  summary: "Delete an automation",
  description:
    "One that is not published. Its runs and versions stay. Requires `automations:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found", "invalid_state") },
});

const publish = createRoute({
  method: "post",
  path: "/automations/{id}/publish",
  operationId: "publishAutomation",
  summary: "Publish an automation",
  description:
    "Makes a version of the draft, which starts runs from now on; runs that go on stay in theirs. Refused with `lint_failed` while `validate` finds an error or a played conversation goes otherwise. Requires `automations:write`.",
  ...common,
  request: { params },
  responses: {
    200: answered("Published"),
    ...refusals("not_found", "lint_failed", "invalid_state"),
  },
});

const disable = createRoute({
  method: "post",
  path: "/automations/{id}/disable",
  operationId: "disableAutomation",
  summary: "Disable an automation",
  description:
    "It starts no more runs; those that are under way go on. Requires `automations:write`.",
  ...common,
  request: { params },
  responses: { 200: answered("Disabled"), ...refusals("not_found", "invalid_state") },
});

const withTag = (row: Awaited<ReturnType<typeof getAutomation>>) =>
  [automationView(row), { etag: etagOf(row.revision) }] as const;

export const automationRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listAutomations(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => {
    const [view, headers] = withTag(await createAutomation(c.var.ctx, c.req.valid("json")));
    return c.json(view, 201, headers);
  })
  .openapi(read, async (c) => {
    const [view, headers] = withTag(await getAutomation(c.var.ctx, c.req.valid("param").id));
    return c.json(view, 200, headers);
  })
  .openapi(update, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const input = { ...c.req.valid("json"), ifMatch };
    const row = await updateAutomation(c.var.ctx, c.req.valid("param").id, input);
    const [view, headers] = withTag(row);
    return c.json(view, 200, headers);
  })
  .openapi(remove, async (c) => {
    await deleteAutomation(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(publish, async (c) => {
    const [view, headers] = withTag(await publishAutomation(c.var.ctx, c.req.valid("param").id));
    return c.json(view, 200, headers);
  })
  .openapi(disable, async (c) => {
    const [view, headers] = withTag(await disableAutomation(c.var.ctx, c.req.valid("param").id));
    return c.json(view, 200, headers);
  });
