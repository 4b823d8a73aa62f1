import { createRoute } from "@hono/zod-openapi";

import { listEventTypes } from "#features/events/list-event-types";
import { readEvents } from "#features/events/read-events";
import { EventFeed, EventsQuery, EventTypeList } from "#features/events/schemas";
import { ANY_CREDENTIAL, json, refusals } from "#platform/http/contract";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Events"], security: [{ bearer: [] }] };

const feed = createRoute({
  method: "get",
  path: "/events",
  operationId: "readEvents",
  summary: "Read events",
  description:
    "Oldest first, without gaps. With `types` a page looks at a bounded part of the ledger, so it may be short while `has_more` is true. Requires `events:read`.",
  ...common,
  request: { query: EventsQuery },
  responses: {
    200: { description: "Events after the sequence", ...json(EventFeed) },
    ...refusals("out_of_range", "unknown_parameter", "cursor_expired"),
  },
});

const types = createRoute({
  method: "get",
  path: "/event-types",
  operationId: "listEventTypes",
  summary: "List event types",
  description:
    "Every type that `GET /v1/events` tells, with when it is told, its JSON Schema and an example. Any credential may read it.",
  ...common,
  responses: {
    200: { description: "Every event that is told", ...json(EventTypeList) },
    ...problems(...ANY_CREDENTIAL),
  },
});

export const eventRoutes = newRouter().openapi(feed, async (c) =>
  c.json(await readEvents(c.var.ctx, c.req.valid("query")), 200),
);

/** What needs no workspace's database. */
export const eventTypeRoutes = newRouter().openapi(types, (c) => c.json(listEventTypes(), 200));
