import { createRoute } from "@hono/zod-openapi";

import { SearchPage, SearchQuery } from "#features/search/schemas";
import { searchInbox } from "#features/search/search-inbox";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const search = createRoute({
  method: "get",
  path: "/search",
  operationId: "search",
  summary: "Search messages or contacts",
  description:
    "Messages newest first. A new message is found a moment after it came. Requires `inbox:read`.",
  tags: ["Inbox"],
  security: [{ bearer: [] }],
  request: { query: SearchQuery },
  responses: {
    200: { description: "What was found", ...json(SearchPage) },
    ...refusals(
      "invalid_request",
      "query_required",
      "query_too_long",
      "invalid_cursor",
      "out_of_range",
      "unknown_parameter",
    ),
  },
});

export const searchRoutes = newRouter().openapi(search, async (c) =>
  c.json(await searchInbox(c.var.ctx, c.req.valid("query")), 200),
);
