import { createRoute, z } from "@hono/zod-openapi";

import { acceptDraft } from "#features/drafts/accept-draft";
import { createDraft } from "#features/drafts/create-draft";
import { getDraft } from "#features/drafts/get-draft";
import { listDrafts } from "#features/drafts/list-drafts";
import { AcceptDraftBody, CreateDraftBody, DraftPage, DraftView } from "#features/drafts/schemas";
import { draftView } from "#features/drafts/view";
import { templateView, TemplateView } from "#features/templates/index";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, etagOf } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["AI drafts"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("draft") });

const create = createRoute({
  method: "post",
  path: "/drafts",
  operationId: "createDraft",
  summary: "Have AI draft a template",
  description:
    "A model is told this body and nothing else of the workspace: no chat, no contact, no name. Its provider must keep nothing and train on nothing. The draft has no error of Meta's rules and goes nowhere by itself. Only a draft counts against the limits. Requires `ai:draft`.",
  ...common,
  request: { body: { required: true, ...json(CreateDraftBody) } },
  responses: {
    201: { description: "Drafted", headers: ETAG_HEADER, ...json(DraftView) },
    ...refusals(
      "invalid_request",
      "ai_disabled",
      "personal_data",
      "quota_exceeded",
      "ai_unavailable",
    ),
  },
});

const list = createRoute({
  method: "get",
  path: "/drafts",
  operationId: "listDrafts",
  summary: "List drafts",
  description: "Newest first. Requires `ai:draft`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(DraftPage) },
    ...refusals("invalid_request", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/drafts/{id}",
  operationId: "getDraft",
  summary: "Read a draft",
  description: "With what the model was told. Requires `ai:draft`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The draft", headers: ETAG_HEADER, ...json(DraftView) },
    ...refusals("not_found"),
  },
});

const accept = createRoute({
  method: "post",
  path: "/drafts/{id}/accept",
  operationId: "acceptDraft",
  summary: "Make a template of a draft",
  description:
    "Once. The template is a draft too: nothing is submitted. Requires `templates:write`.",
  ...common,
  request: { params, body: { required: false, ...json(AcceptDraftBody) } },
  responses: {
    201: { description: "The template", headers: ETAG_HEADER, ...json(TemplateView) },
    ...refusals("invalid_request", "not_found", "invalid_state", "lint_failed", "template_exists"),
  },
});

export const draftRoutes = newRouter()
  .openapi(create, async (c) => {
    const row = await createDraft(c.var.ctx, c.req.valid("json"));
    return c.json(draftView(row), 201, { etag: etagOf(row.createdAt) });
  })
  .openapi(list, async (c) => c.json(await listDrafts(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const row = await getDraft(c.var.ctx, c.req.valid("param").id);
    return c.json(draftView(row), 200, { etag: etagOf(row.acceptedAt ?? row.createdAt) });
  })
  .openapi(accept, async (c) => {
    const row = await acceptDraft(c.var.ctx, c.req.valid("param").id, c.req.valid("json"));
    return c.json(templateView(row), 201, { etag: etagOf(row.updatedAt) });
  });
