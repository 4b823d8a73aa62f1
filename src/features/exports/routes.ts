import { createRoute, z } from "@hono/zod-openapi";

import { createExport } from "#features/exports/create-export";
import { getExport } from "#features/exports/get-export";
import { listExports } from "#features/exports/list-exports";
import { openLink } from "#features/exports/open-link";
import { ExportBody, ExportLinkQuery, ExportPage, ExportView } from "#features/exports/schemas";
import { configOf } from "#platform/config";
import { withControl } from "#platform/control-ready";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Imports and exports"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("export") });

const create = createRoute({
  method: "post",
  path: "/exports",
  operationId: "createExport",
  summary: "Export a table or the whole workspace",
  description:
    "Written behind the answer, audited, and kept for seven days. Requires `contacts:export`, but for `audit`, which requires `audit:read`; and what it takes to read what goes out: `contacts:read` and `contacts:pii` for contacts, `inbox:read` and `contacts:pii` for messages, `campaigns:read`, `consents:read`, all of these for a workspace.",
  ...common,
  request: { body: { required: true, ...json(ExportBody) } },
  responses: {
    202: { description: "It is being written", ...json(ExportView) },
    ...refusals("invalid_request", "unknown_field", "filter_too_complex", "out_of_range"),
  },
});

const list = createRoute({
  method: "get",
  path: "/exports",
  operationId: "listExports",
  summary: "List exports",
  description: "Newest first, without links. Requires `contacts:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of exports", ...json(ExportPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/exports/{id}",
  operationId: "getExport",
  summary: "Read an export",
  description:
    "Once it is ready with a link for one download. Requires `contacts:read`, and what it took to ask for it.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The export", headers: ETAG_HEADER, ...json(ExportView) },
    ...refusals("not_found"),
  },
});

export const exportRoutes = newRouter()
  .openapi(create, async (c) => c.json(await createExport(c.var.ctx, c.req.valid("json")), 202))
  .openapi(list, async (c) => c.json(await listExports(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const view = await getExport(c.var.ctx, c.req.valid("param").id);
    // Each reading has a link of its own, so none is "not modified".
    return c.json(view, 200, { etag: await contentEtag(view) });
  });

const bytes = (description: string) => ({
  schema: { type: "string" as const, format: "binary", description },
});

const link = createRoute({
  method: "get",
  path: "/exports/{id}",
  operationId: "openExportLink",
  summary: "Download an export",
  description: "The `url` of an export, once. Needs no credential.",
  tags: ["Imports and exports"],
  request: { params, query: ExportLinkQuery },
  responses: {
    200: {
      description: "The file",
      content: {
        "text/csv": bytes("The table."),
        "application/x-ndjson": bytes("The table, an object a line."),
        "application/zip": bytes("The archive."),
      },
    },
    ...problems(
      "not_found",
      "link_expired",
      "link_used",
      "file_expired",
      "out_of_range",
      "unknown_parameter",
      "unavailable",
    ),
  },
});

const links = newRouter();
links.use("/exports/:id", withControl, async (c, next) => {
  // While the configuration is wrong no link can be told from a forged one.
  configOf(c.env);
  await next();
});

/** Links that need no credential stand outside `/v1`. */
export const exportLinkRoutes = links.openapi(link, (c) => {
  const { id } = c.req.valid("param");
  return openLink(c.env, { id, ...c.req.valid("query") }, c.req.raw);
});
