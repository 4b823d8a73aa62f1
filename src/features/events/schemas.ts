import { z } from "@hono/zod-openapi";

import { EVENT_TYPES } from "#core/event/event-types";
import { FeedQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

const TYPES_MAX = 50;

/** Query of `GET /v1/events`. */
export const EventsQuery = FeedQuery.extend({
  types: z
    .string()
    .transform((text) => text.split(","))
    .refine((types) => types.length <= TYPES_MAX && types.every((type) => type in EVENT_TYPES), {
      message: "types must be names of GET /v1/event-types, separated by commas.",
    })
    .optional()
    .openapi({
      type: "string",
      description: "Only these types, separated by commas.",
      example: "message.delivered,message.failed",
    }),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const EventView = z
  .object({
    id: idOf("event"),
    seq: z.int().openapi({ description: "Place in the workspace's ledger; without gaps." }),
    type: z.string().openapi({ example: "message.delivered" }),
    created_at: z.iso.datetime(),
    workspace_id: idOf("tenant"),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi("Event");
export type EventView = z.infer<typeof EventView>;

export const EventFeed = z.object({
  data: z.array(EventView),
  has_more: z.boolean(),
  next_after: z.int().openapi({ description: "Pass it as `after` to go on." }),
});
export type EventFeed = z.infer<typeof EventFeed>;

export const EventTypeList = z.object({
  data: z.array(z.object({ type: z.string(), description: z.string() })),
});
