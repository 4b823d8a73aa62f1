import { createRoute } from "@hono/zod-openapi";

import { listInboundChanges } from "#features/inbound/list-inbound-changes";
import { InboundChangePage, InboundChangeQuery } from "#features/inbound/schemas";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const list = createRoute({
  method: "get",
  path: "/inbound-changes",
  operationId: "listInboundChanges",
  summary: "List what Meta sent",
  description:
    "What Meta's webhooks told, change by change as it came, newest first, for 14 days. A change that is delivered again, or only repeats what was known, is not listed again. A page may be short while `has_more` is true. Requires `inbox:read`.",
  tags: ["Messages"],
  security: [{ bearer: [] }],
  request: { query: InboundChangeQuery },
  responses: {
    200: { description: "One page of changes", ...json(InboundChangePage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

export const inboundRoutes = newRouter().openapi(list, async (c) =>
  c.json(await listInboundChanges(c.var.ctx, c.req.valid("query")), 200),
);
