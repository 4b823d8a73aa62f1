import { createRoute, z } from "@hono/zod-openapi";

import { createField } from "#features/fields/create-field";
import { getField } from "#features/fields/get-field";
import { listFields } from "#features/fields/list-fields";
import { removeField } from "#features/fields/remove-field";
import { FieldBody, FieldPage, FieldView, UpdateFieldBody } from "#features/fields/schemas";
import { updateField } from "#features/fields/update-field";
import { fieldEtag } from "#features/fields/view";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Contacts"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("field") });

const list = createRoute({
  method: "get",
  path: "/fields",
  operationId: "listFields",
  summary: "List declared fields",
  description:
    "The fields of contacts that the workspace has given a type, newest first; every other key of a contact's `fields` is free. Requires `contacts:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of fields", ...json(FieldPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/fields",
  operationId: "createField",
  summary: "Declare a field",
  description:
    "From now on every value under the key is of the type, however it comes: a contact's change is refused with 422 `invalid_field`, and what an automation hears and does not fit is not kept. Refused while contacts hold values that are not. At most 100. Requires `contacts:write`.",
  ...common,
  request: { body: { required: true, ...json(FieldBody) } },
  responses: {
    201: { description: "The field", headers: ETAG_HEADER, ...json(FieldView) },
    ...refusals("invalid_request", "name_taken", "field_mismatch", "invalid_state"),
  },
});

const read = createRoute({
  method: "get",
  path: "/fields/{id}",
  operationId: "getField",
  summary: "Read a declared field",
  description: "Requires `contacts:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The field", headers: ETAG_HEADER, ...json(FieldView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/fields/{id}",
  operationId: "updateField",
  summary: "Change a declared field",
  description:
    "What is left out stays. Another type or fewer choices are refused with 409 `field_mismatch` while contacts hold values that would not fit; `contacts` says how many. Requires `contacts:write`, and `contacts:pii` to take `pii` back.",
  ...common,
  request: { params, headers: IF_MATCH, body: { required: true, ...json(UpdateFieldBody) } },
  responses: {
    200: { description: "The field", headers: ETAG_HEADER, ...json(FieldView) },
    ...refusals("invalid_request", "not_found", "field_mismatch", "precondition_failed"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/fields/{id}",
  operationId: "deleteField",
  summary: "Declare a field no longer",
  description:
    "Values stay, and the key is free again. Requires `contacts:write`, and `contacts:pii` of a field that is personal.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found") },
});

export const fieldRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listFields(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => {
    const field = await createField(c.var.ctx, c.req.valid("json"));
    return c.json(field, 201, { etag: fieldEtag(field) });
  })
  .openapi(read, async (c) => {
    const field = await getField(c.var.ctx, c.req.valid("param").id);
    return c.json(field, 200, { etag: fieldEtag(field) });
  })
  .openapi(update, async (c) => {
    const field = await updateField(c.var.ctx, c.req.valid("param").id, {
      body: c.req.valid("json"),
      ifMatch: c.req.valid("header")["If-Match"],
    });
    return c.json(field, 200, { etag: fieldEtag(field) });
  })
  .openapi(remove, async (c) => {
    await removeField(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
