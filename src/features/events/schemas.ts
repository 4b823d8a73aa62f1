import { z } from "@hono/zod-openapi";

import { EVENTS } from "#core/event/catalogue";
import { feedOf, FeedQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const TYPES_MAX = 50;

const types = z
  .string()
  .transform((text) => text.split(","))
  .refine(
    (names) => names.length <= TYPES_MAX && names.every((type) => Object.hasOwn(EVENTS, type)),
    {
      message: "types must be names of GET /v1/event-types, separated by commas.",
    },
  )
  .optional()
  .openapi({
    type: "string",
    description: "Only these types, separated by commas.",
    example: "message.delivered,message.failed",
  });

/** Query of `GET /v1/events`. */
export const EventsQuery = FeedQuery.extend({ types });
export type EventsQuery = z.infer<typeof EventsQuery>;

const SEQUENCE = /^(?:0|[1-9][0-9]{0,14})$/;

/** Query of `GET /v1/events/stream`. */
export const StreamQuery = z.strictObject({
  after: z
    .string()
    .regex(SEQUENCE, "after must be a sequence number, 0 or more.")
    .transform(Number)
    .optional()
    .openapi({
      type: "integer",
      minimum: 0,
      description: "Begin behind this sequence. Left out: with what is told from now on.",
      example: 17,
    }),
  types,
});
export type StreamQuery = z.infer<typeof StreamQuery>;

/** Headers of `GET /v1/events/stream`; a client of server-sent events sends it by itself when it comes again. */
export const StreamHeaders = z.object({
  "Last-Event-ID": z
    .string()
    .regex(SEQUENCE, "Last-Event-ID must be a sequence number, 0 or more.")
    .transform(Number)
    .optional()
    .openapi({
      type: "string",
      description: "The `id` that was read last; counts before `after`.",
      example: "17",
    }),
});

export const EventView = z
  .object({
    id: idOf("event"),
    seq: z
      .int()
      .openapi({ description: "Place in the workspace's ledger; without gaps.", example: 17 }),
    type: z.string().openapi({
      description: "What happened, one of `GET /v1/event-types`.",
      example: "message.delivered",
    }),
    created_at: instant("When it was written down."),
    workspace_id: idOf("tenant"),
    data: z.record(z.string(), z.unknown()).openapi({
      description: "What it happened to: ids, states and codes.",
      example: { message_id: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g", status: "delivered" },
    }),
  })
  .openapi("Event", { description: "Something that happened." });
export type EventView = z.infer<typeof EventView>;

export const EventFeed = feedOf(EventView).openapi("EventFeed");
export type EventFeed = z.infer<typeof EventFeed>;

const EventType = z.object({
  type: z.string().openapi({ description: "The type's name.", example: "message.delivered" }),
  description: z.string().openapi({
    description: "When events of the type are told.",
    example: EVENTS["message.delivered"].says,
  }),
  schema: z.record(z.string(), z.unknown()).openapi({
    description:
      "What every event of the type is like, as JSON Schema of the draft 2020-12. Members may be added, and none goes.",
    example: { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" },
  }),
  example: EventView,
});

export const EventTypeList = z
  .object({ data: z.array(EventType).openapi({ description: "Every type." }) })
  .openapi("EventTypeList");
export type EventTypeList = z.infer<typeof EventTypeList>;
