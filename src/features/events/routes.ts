import { createRoute, z } from "@hono/zod-openapi";

import { getEvent } from "#features/events/get-event";
import { listEventTypes } from "#features/events/list-event-types";
import { readEvents } from "#features/events/read-events";
import {
  EventFeed,
  EventsQuery,
  EventTypeList,
  EventView,
  StreamHeaders,
  StreamQuery,
} from "#features/events/schemas";
import { streamEvents } from "#features/events/stream-events";
import { ANY_CREDENTIAL, json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
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

const one = createRoute({
  method: "get",
  path: "/events/{id}",
  operationId: "getEvent",
  summary: "Read an event",
  description:
    "By the id that feed, stream and webhooks tell, for as long as events are kept. Requires `events:read`.",
  ...common,
  request: { params: z.object({ id: givenId("event") }) },
  responses: {
    200: { description: "The event", headers: ETAG_HEADER, ...json(EventView) },
    ...refusals("not_found"),
  },
});

const stream = createRoute({
  method: "get",
  path: "/events/stream",
  operationId: "streamEvents",
  summary: "Stream events",
  description:
    "Server-sent events: `id` is the sequence, `event` the type, `data` the event as `GET /v1/events` tells it. A comment comes every 15 seconds when nothing else does. The stream ends after ten minutes, and within half a minute when the credential is good no more: come again with `Last-Event-ID`, nothing is missed. A reader that takes nothing for a minute is cut off. A workspace has up to 50 at once. Requires `events:read`.",
  ...common,
  request: { query: StreamQuery, headers: StreamHeaders },
  responses: {
    200: {
      description: "The stream",
      content: {
        "text/event-stream": {
          schema: z.string().openapi({
            description: "Frames, each ended by an empty line.",
            example: 'id: 17\nevent: message.delivered\ndata: {"seq":17}\n\n',
          }),
        },
      },
    },
    ...refusals(
      "out_of_range",
      "unknown_parameter",
      "invalid_request",
      "cursor_expired",
      "quota_exceeded",
    ),
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

export const eventRoutes = newRouter()
  .openapi(feed, async (c) => c.json(await readEvents(c.var.ctx, c.req.valid("query")), 200))
  .openapi(stream, async (c) => {
    const lastEventId = c.req.valid("header")["Last-Event-ID"];
    const { proveAgain } = c.var;
    const ask = { ...c.req.valid("query"), lastEventId, proveAgain };
    return c.body(await streamEvents(c.var.ctx, ask), 200, { "content-type": "text/event-stream" });
  })
  // Behind the stream, whose path it would take.
  .openapi(one, async (c) => {
    const event = await getEvent(c.var.ctx, c.req.valid("param").id);
    return c.json(event, 200, { etag: await contentEtag(event) });
  });

/** What needs no workspace's database. */
export const eventTypeRoutes = newRouter().openapi(types, (c) => c.json(listEventTypes(), 200));
