import { createRoute, z } from "@hono/zod-openapi";

import { getRun } from "#features/automations/get-run";
import { listRuns } from "#features/automations/list-runs";
import { ListRunsQuery, RunDetail, RunPage } from "#features/automations/schemas-runs";
import { stopRun } from "#features/automations/stop-run";
import { runDetail } from "#features/automations/view-runs";
import { json, refusals } from "#platform/http/contract";
import { ETAG_HEADER, etagOf } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Automations"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("run") });

const list = createRoute({
  method: "get",
  path: "/runs",
  operationId: "listRuns",
  summary: "List runs of automations",
  description:
    "Newest first. A page looks at 1,000 runs at most, so with filters it may be short while `has_more` is true. Requires `automations:read`.",
  ...common,
  request: { query: ListRunsQuery },
  responses: {
    200: { description: "Newest first", ...json(RunPage) },
    ...refusals(
      "not_found",
      "invalid_request",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
      "invalid_cursor",
      "out_of_range",
      "unknown_parameter",
    ),
  },
});

const read = createRoute({
  method: "get",
  path: "/runs/{id}",
  operationId: "getRun",
  summary: "Read a run",
  description: "With what it knows and what it did, step by step. Requires `automations:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The run", headers: ETAG_HEADER, ...json(RunDetail) },
    ...refusals("not_found"),
  },
});

const stop = createRoute({
  method: "post",
  path: "/runs/{id}/stop",
  operationId: "stopRun",
  summary: "End a run",
  description: "What it sent stays sent. Requires `automations:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Ended", ...json(RunDetail) },
    ...refusals("not_found", "invalid_state"),
  },
});

export const runRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listRuns(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const row = await getRun(c.var.ctx, c.req.valid("param").id);
    return c.json(runDetail(row), 200, { etag: etagOf(row.revision) });
  })
  .openapi(stop, async (c) =>
    c.json(runDetail(await stopRun(c.var.ctx, c.req.valid("param").id)), 200),
  );
