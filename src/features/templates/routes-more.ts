/** What is done with templates beside writing them. */
import { createRoute, z } from "@hono/zod-openapi";

import { archiveTemplate, unarchiveTemplate } from "#features/templates/archive-template";
import { duplicateTemplate } from "#features/templates/duplicate-template";
import { listHistory } from "#features/templates/list-history";
import { listLibrary } from "#features/templates/list-library";
import { previewTemplate } from "#features/templates/preview-template";
import { TemplateView } from "#features/templates/schemas";
import { LibraryQuery, LibraryView } from "#features/templates/schemas-library";
import {
  DuplicateTemplateBody,
  HistoryFeed,
  PreviewQuery,
  PreviewView,
  SyncView,
} from "#features/templates/schemas-more";
import { syncTemplates } from "#features/templates/sync-templates";
import { unpauseTemplate } from "#features/templates/unpause-template";
import { templateView } from "#features/templates/view";
import { json, refusals } from "#platform/http/contract";
import { FeedQuery } from "#platform/http/cursor";
import { ETAG_HEADER, etagOf } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Templates"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("template") });
const tagged = (description: string) => ({
  description,
  headers: ETAG_HEADER,
  ...json(TemplateView),
});

const sync = createRoute({
  method: "post",
  path: "/templates/sync",
  operationId: "syncTemplates",
  summary: "Read the templates from Meta",
  description:
    "Of every account, behind the answer: unknown templates are taken in, of every kind, and changed ones changed. None is deleted: what Meta does not list any more is `missing_upstream` until it is seen again. Requires `templates:write`.",
  ...common,
  responses: {
    202: { description: "They are being read", ...json(SyncView) },
    ...refusals("invalid_state"),
  },
});

const history = createRoute({
  method: "get",
  path: "/templates/{id}/history",
  operationId: "listTemplateHistory",
  summary: "List what became of a template",
  description:
    "Since it was submitted, or found at Meta, oldest first: what the workspace did and what Meta said, with what changed. Requires `templates:read`.",
  ...common,
  request: { params, query: FeedQuery },
  responses: {
    200: { description: "Oldest first", ...json(HistoryFeed) },
    ...refusals("not_found", "invalid_request", "out_of_range", "unknown_parameter"),
  },
});

const preview = createRoute({
  method: "get",
  path: "/templates/{id}/preview",
  operationId: "previewTemplate",
  summary: "Show what a person would read",
  description:
    "Filled with the template's examples. With a contact, named variables that are called like one of its fields show that field; of `first_name` the first word of the name. Requires `templates:read`, and `contacts:read` for a contact.",
  ...common,
  request: { params, query: PreviewQuery },
  responses: {
    200: { description: "The rendered template", ...json(PreviewView) },
    ...refusals(
      "out_of_range",
      "not_found",
      "invalid_request",
      "unknown_parameter",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
    ),
  },
});

const duplicate = createRoute({
  method: "post",
  path: "/templates/{id}/duplicate",
  operationId: "duplicateTemplate",
  summary: "Copy a template into a draft",
  description:
    "Under the next free name, another name, or in another language under the same one. Requires `templates:write`.",
  ...common,
  request: { params, body: { required: true, ...json(DuplicateTemplateBody) } },
  responses: {
    201: tagged("The draft"),
    ...refusals("invalid_request", "not_found", "template_exists"),
  },
});

const unpause = createRoute({
  method: "post",
  path: "/templates/{id}/unpause",
  operationId: "unpauseTemplate",
  summary: "End a pause of Meta's",
  description:
    "For one that Meta's pacing paused, which Meta does not end by itself; the answer is what Meta then says of it. Requires `templates:write`.",
  ...common,
  request: { params },
  responses: {
    200: tagged("As Meta has it now"),
    ...refusals("not_found", "invalid_state", "number_needs_reauth", "number_paused", "meta_error"),
  },
});

const archive = createRoute({
  method: "post",
  path: "/templates/{id}/archive",
  operationId: "archiveTemplate",
  summary: "Put a template away",
  description:
    "For lists that ask with `archived`; Meta is not told, and nothing else changes. Requires `templates:write`.",
  ...common,
  request: { params },
  responses: { 200: tagged("Put away"), ...refusals("not_found", "template_in_use") },
});

const unarchive = createRoute({
  method: "post",
  path: "/templates/{id}/unarchive",
  operationId: "unarchiveTemplate",
  summary: "Take a template out of the archive",
  description: "It is listed with the others again. Requires `templates:write`.",
  ...common,
  request: { params },
  responses: { 200: tagged("Back"), ...refusals("not_found") },
});

const library = createRoute({
  method: "get",
  path: "/template-library",
  operationId: "listTemplateLibrary",
  summary: "List examples to begin with",
  description:
    "Templates of ours that break no rule, in English, Spanish, Portuguese and German, to be created as drafts and changed. Requires `templates:read`.",
  ...common,
  request: { query: LibraryQuery },
  responses: {
    200: { description: "The examples", ...json(LibraryView) },
    ...refusals("invalid_request", "out_of_range", "unknown_parameter"),
  },
});

export const moreTemplateRoutes = newRouter()
  .openapi(library, async (c) => c.json(await listLibrary(c.var.ctx, c.req.valid("query")), 200))
  .openapi(sync, async (c) => c.json(await syncTemplates(c.var.ctx), 202))
  .openapi(history, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await listHistory(c.var.ctx, id, c.req.valid("query")), 200);
  })
  .openapi(preview, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await previewTemplate(c.var.ctx, id, c.req.valid("query")), 200);
  })
  .openapi(duplicate, async (c) => {
    const { id } = c.req.valid("param");
    const row = await duplicateTemplate(c.var.ctx, id, c.req.valid("json"));
    return c.json(templateView(row), 201, { etag: etagOf(row.updatedAt) });
  })
  .openapi(unpause, async (c) => {
    const row = await unpauseTemplate(c.var.ctx, c.req.valid("param").id);
    return c.json(templateView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(archive, async (c) => {
    const row = await archiveTemplate(c.var.ctx, c.req.valid("param").id);
    return c.json(templateView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(unarchive, async (c) => {
    const row = await unarchiveTemplate(c.var.ctx, c.req.valid("param").id);
    return c.json(templateView(row), 200, { etag: etagOf(row.updatedAt) });
  });
