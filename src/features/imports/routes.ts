import { createRoute, z } from "@hono/zod-openapi";

import { createImport } from "#features/imports/create-import";
import { errorFile } from "#features/imports/error-file";
import { getImport } from "#features/imports/get-import";
import { listImports } from "#features/imports/list-imports";
import { receiveUpload } from "#features/imports/receive-upload";
import { IMPORT_BODY, ImportPage, ImportView } from "#features/imports/schemas";
import { startImport } from "#features/imports/start-import";
import { undoImport } from "#features/imports/undo-import";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { nameBody } from "#platform/http/idempotency";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Imports and exports"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("import") });

const create = createRoute({
  method: "post",
  path: "/imports",
  operationId: "createImport",
  summary: "Import a file of contacts",
  description:
    "A form with a CSV file and how to read it. What is wrong with the file as a whole is told at once; its rows are read behind the answer, and each counts once: created, updated, unchanged or rejected. An empty cell says nothing, tags join those that a contact has. Cloudflare takes request bodies of 100 MB on its Free and Pro plans, whatever we take. Requires `contacts:write`.",
  ...common,
  request: { body: IMPORT_BODY },
  responses: {
    202: { description: "It is being imported", ...json(ImportView) },
    ...refusals(
      "idempotency_key_required",
      "invalid_request",
      "malformed_json",
      "forbidden_key",
      "too_deep",
      "too_many_keys",
      "invalid_unicode",
      "out_of_range",
      "not_found",
      "body_too_large",
      "unsupported_media_type",
      "not_csv",
      "encoding",
      "empty_file",
      "header_missing",
      "duplicate_header",
      "unclosed_quote",
      "line_too_long",
      "too_many_rows",
    ),
  },
});

const list = createRoute({
  method: "get",
  path: "/imports",
  operationId: "listImports",
  summary: "List imports",
  description: "Newest first. Requires `contacts:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of imports", ...json(ImportPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/imports/{id}",
  operationId: "getImport",
  summary: "Read an import",
  description: "How far it is, and what its rows came to. Requires `contacts:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The import", headers: ETAG_HEADER, ...json(ImportView) },
    ...refusals("not_found"),
  },
});

const errors = createRoute({
  method: "get",
  path: "/imports/{id}/errors",
  operationId: "getImportErrors",
  summary: "Download what was wrong with rows",
  description:
    "CSV with `line`, `column`, `code`, `value`, `outcome` (`rejected`, or `imported` nevertheless) and `message`: every row that was rejected, and every one of which somebody should know more. Kept for seven days. Requires `contacts:read`.",
  ...common,
  request: { params },
  responses: {
    200: {
      description: "The table",
      content: {
        "text/csv": {
          schema: {
            type: "string" as const,
            description: "A line of names, then a line for each entry.",
            example:
              "line,column,code,value,outcome,message\r\n812,Phone,invalid_phone,12,rejected,The phone number is too short.\r\n",
          },
        },
      },
    },
    ...refusals("not_found", "file_expired"),
  },
});

const run = createRoute({
  method: "post",
  path: "/imports/{id}/run",
  operationId: "runImport",
  summary: "Import what a dry run looked at",
  description:
    "The same file with the same settings, without sending it again. Requires `contacts:write`.",
  ...common,
  request: { params },
  responses: {
    202: { description: "It is being imported", ...json(ImportView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const undo = createRoute({
  method: "post",
  path: "/imports/{id}/undo",
  operationId: "undoImport",
  summary: "Undo an import",
  description:
    "Takes the contacts away again that it made, but for those to whom something has happened since; `undo` tells how many of each. What it changed of others stays changed. Within seven days. Requires `contacts:write`.",
  ...common,
  request: { params },
  responses: {
    202: { description: "It is being undone", ...json(ImportView) },
    ...refusals("not_found", "invalid_state"),
  },
});

export const importRoutes = newRouter()
  .openapi(create, async (c) => {
    const upload = await receiveUpload(c.var.ctx, c.req.raw);
    const { sha256, size, fileName, form } = upload;
    const ctx = await nameBody(c, { sha256, size, fileName, form });
    return c.json(await createImport(ctx, upload), 202);
  })
  .openapi(list, async (c) => c.json(await listImports(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const view = await getImport(c.var.ctx, c.req.valid("param").id);
    return c.json(view, 200, { etag: await contentEtag(view) });
  })
  .openapi(errors, (c) => errorFile(c.var.ctx, c.req.valid("param").id))
  .openapi(run, async (c) => c.json(await startImport(c.var.ctx, c.req.valid("param").id), 202))
  .openapi(undo, async (c) => c.json(await undoImport(c.var.ctx, c.req.valid("param").id), 202));
