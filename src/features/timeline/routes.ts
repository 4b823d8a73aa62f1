import { createRoute } from "@hono/zod-openapi";

import { getTimeline } from "#features/timeline/get-timeline";
import { TimelinePage } from "#features/timeline/schemas";
import { BY_SELECTOR, ContactParams } from "#platform/http/contact-params";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";

const timeline = createRoute({
  tags: ["Contacts"],
  security: [{ bearer: [] }],
  method: "get",
  path: "/contacts/{contact}/timeline",
  operationId: "getContactTimeline",
  summary: "Read what happened with a contact",
  description:
    "Newest first, in one list: notes of the person; messages over every number and of campaigns, and notes of conversations, with `inbox:read`; acts of consent with `consents:read`. Requires `contacts:read`.",
  request: { params: ContactParams, query: PageQuery },
  responses: {
    200: { description: "A page of what happened", ...json(TimelinePage) },
    ...refusals(...BY_SELECTOR, "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

export const timelineRoutes = newRouter().openapi(timeline, async (c) =>
  c.json(await getTimeline(c.var.ctx, c.req.valid("param").contact, c.req.valid("query")), 200),
);
