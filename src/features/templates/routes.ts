import { createRoute, z } from "@hono/zod-openapi";

import { createTemplate } from "#features/templates/create-template";
import { deleteTemplate } from "#features/templates/delete-template";
import { getTemplate } from "#features/templates/get-template";
import { lintTemplateBody } from "#features/templates/lint-template";
import { listTemplates } from "#features/templates/list-templates";
import {
  CreateTemplateBody,
  LintTemplateBody,
  ListTemplatesQuery,
  ProblemsView,
  TemplatePage,
  TemplateView,
  UpdateTemplateBody,
} from "#features/templates/schemas";
import { submitTemplate } from "#features/templates/submit-template";
import { updateTemplate } from "#features/templates/update-template";
import { templateView } from "#features/templates/view";
import { json, refusals } from "#platform/http/contract";
import { ETAG_HEADER, etagOf, IF_MATCH_REQUIRED } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Templates"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("template") });

const list = createRoute({
  method: "get",
  path: "/templates",
  operationId: "listTemplates",
  summary: "List templates",
  description:
    "Newest first. A page looks at 1,000 templates at most, so with filters it may be short while `has_more` is true. Requires `templates:read`.",
  ...common,
  request: { query: ListTemplatesQuery },
  responses: {
    200: { description: "Newest first", ...json(TemplatePage) },
    ...refusals(
      "not_found",
      "invalid_request",
      "invalid_cursor",
      "out_of_range",
      "unknown_parameter",
    ),
  },
});

const create = createRoute({
  method: "post",
  path: "/templates",
  operationId: "createTemplate",
  summary: "Create a template as a draft",
  description:
    "A draft may still break Meta's rules; what is not supported is refused with `lint_failed`. Requires `templates:write`.",
  ...common,
  request: { body: { required: true, ...json(CreateTemplateBody) } },
  responses: {
    201: { description: "Created", headers: ETAG_HEADER, ...json(TemplateView) },
    ...refusals("invalid_request", "not_found", "lint_failed", "template_exists"),
  },
});

const lint = createRoute({
  method: "post",
  path: "/templates/lint",
  operationId: "lintTemplate",
  summary: "Check a template against Meta's rules",
  description:
    "Stores nothing. A template can be submitted when no problem is an `error`. Requires `templates:read`.",
  ...common,
  request: { body: { required: true, ...json(LintTemplateBody) } },
  responses: {
    200: { description: "What was found", ...json(ProblemsView) },
    ...refusals("invalid_request"),
  },
});

const read = createRoute({
  method: "get",
  path: "/templates/{id}",
  operationId: "getTemplate",
  summary: "Read a template",
  description: "With where its review stands. Requires `templates:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The template", headers: ETAG_HEADER, ...json(TemplateView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/templates/{id}",
  operationId: "updateTemplate",
  summary: "Change a template",
  description:
    "Absent members stay. A draft is kept as it is given. Of one that Meta approved, rejected or paused the components can be changed, of the last two the category too: it is submitted again and is `pending`; an approved one once in 24 hours and ten times in 30 days (`edit_limit`), and not while a campaign uses it. Requires `templates:write`.",
  ...common,
  request: {
    params,
    headers: IF_MATCH_REQUIRED,
    body: { required: true, ...json(UpdateTemplateBody) },
  },
  responses: {
    200: { description: "Changed", headers: ETAG_HEADER, ...json(TemplateView) },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_state",
      "edit_limit",
      "template_in_use",
      "unsupported_media",
      "number_needs_reauth",
      "number_paused",
      "meta_error",
      "template_exists",
      "precondition_failed",
      "lint_failed",
      "precondition_required",
    ),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/templates/{id}",
  operationId: "deleteTemplate",
  summary: "Delete a template",
  description:
    "At Meta too, when it was submitted. Meta keeps the name of an approved one for a while. Requires `templates:write`.",
  ...common,
  request: { params },
  responses: {
    204: { description: "Deleted" },
    ...refusals(
      "not_found",
      "template_in_use",
      "invalid_state",
      "number_needs_reauth",
      "number_paused",
      "meta_error",
    ),
  },
});

const submit = createRoute({
  method: "post",
  path: "/templates/{id}/submit",
  operationId: "submitTemplate",
  summary: "Submit a draft to Meta's review",
  description: "Meta reviews it; `status` and events tell the outcome. Requires `templates:write`.",
  ...common,
  request: { params },
  responses: {
    202: { description: "In review", headers: ETAG_HEADER, ...json(TemplateView) },
    ...refusals(
      "not_found",
      "invalid_state",
      "number_needs_reauth",
      "number_paused",
      "lint_failed",
      "unsupported_media",
      "meta_error",
    ),
  },
});

export const templateRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listTemplates(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => {
    const row = await createTemplate(c.var.ctx, c.req.valid("json"));
    return c.json(templateView(row), 201, { etag: etagOf(row.updatedAt) });
  })
  .openapi(lint, async (c) => c.json(await lintTemplateBody(c.var.ctx, c.req.valid("json")), 200))
  .openapi(read, async (c) => {
    const row = await getTemplate(c.var.ctx, c.req.valid("param").id);
    return c.json(templateView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(update, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const input = { ...c.req.valid("json"), ifMatch };
    const row = await updateTemplate(c.var.ctx, c.req.valid("param").id, input);
    return c.json(templateView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(remove, async (c) => {
    await deleteTemplate(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(submit, async (c) => {
    const row = await submitTemplate(c.var.ctx, c.req.valid("param").id);
    return c.json(templateView(row), 202, { etag: etagOf(row.updatedAt) });
  });
