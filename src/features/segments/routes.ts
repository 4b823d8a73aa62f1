import { createRoute, z } from "@hono/zod-openapi";

import { createSegment } from "#features/segments/create-segment";
import { getSegment } from "#features/segments/get-segment";
import { listSegments } from "#features/segments/list-segments";
import { previewSegment } from "#features/segments/preview-segment";
import { removeSegment } from "#features/segments/remove-segment";
import {
  PreviewBody,
  SegmentBody,
  SegmentPage,
  SegmentPreview,
  SegmentView,
  UpdateSegmentBody,
} from "#features/segments/schemas";
import { updateSegment } from "#features/segments/update-segment";
import { segmentEtag } from "#features/segments/view";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Contacts"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("segment") });
const BY_FILTER = ["invalid_request", "unknown_field", "filter_too_complex"] as const;

const list = createRoute({
  method: "get",
  path: "/segments",
  operationId: "listSegments",
  summary: "List segments",
  description: "Newest first. Requires `contacts:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of segments", ...json(SegmentPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/segments",
  operationId: "createSegment",
  summary: "Keep a filter under a name",
  description:
    "Whoever passes the filter is in it, at each moment anew. `GET /v1/contacts?segment=` lists them, and a campaign's audience may be one: it goes to whoever is in it at its launch. Requires `contacts:write`.",
  ...common,
  request: { body: { required: true, ...json(SegmentBody) } },
  responses: {
    201: { description: "The segment", headers: ETAG_HEADER, ...json(SegmentView) },
    ...refusals(...BY_FILTER, "name_taken"),
  },
});

const preview = createRoute({
  method: "post",
  path: "/segments/preview",
  operationId: "previewSegment",
  summary: "Count who passes a filter",
  description: "Keeps nothing. Looks at 100,000 contacts at most. Requires `contacts:read`.",
  ...common,
  request: { body: { required: true, ...json(PreviewBody) } },
  responses: {
    200: { description: "How many pass, and some of them", ...json(SegmentPreview) },
    ...refusals(...BY_FILTER),
  },
});

const read = createRoute({
  method: "get",
  path: "/segments/{id}",
  operationId: "getSegment",
  summary: "Read a segment",
  description: "Requires `contacts:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The segment", headers: ETAG_HEADER, ...json(SegmentView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/segments/{id}",
  operationId: "updateSegment",
  summary: "Change a segment",
  description: "What is left out stays. Requires `contacts:write`.",
  ...common,
  request: {
    params,
    headers: IF_MATCH,
    body: { required: true, ...json(UpdateSegmentBody) },
  },
  responses: {
    200: { description: "The segment", headers: ETAG_HEADER, ...json(SegmentView) },
    ...refusals(...BY_FILTER, "not_found", "name_taken", "precondition_failed"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/segments/{id}",
  operationId: "deleteSegment",
  summary: "Delete a segment",
  description:
    "Its contacts stay. Refused while a campaign that is not launched goes to it. Requires `contacts:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found", "invalid_state") },
});

export const segmentRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listSegments(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => {
    const segment = await createSegment(c.var.ctx, c.req.valid("json"));
    return c.json(segment, 201, { etag: segmentEtag(segment) });
  })
  .openapi(preview, async (c) => c.json(await previewSegment(c.var.ctx, c.req.valid("json")), 200))
  .openapi(read, async (c) => {
    const segment = await getSegment(c.var.ctx, c.req.valid("param").id);
    return c.json(segment, 200, { etag: segmentEtag(segment) });
  })
  .openapi(update, async (c) => {
    const segment = await updateSegment(c.var.ctx, c.req.valid("param").id, {
      body: c.req.valid("json"),
      ifMatch: c.req.valid("header")["If-Match"],
    });
    return c.json(segment, 200, { etag: segmentEtag(segment) });
  })
  .openapi(remove, async (c) => {
    await removeSegment(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
