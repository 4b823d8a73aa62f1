import { z } from "zod";

import { EVENTS, type EventType } from "#core/event/catalogue";
import { EXAMPLE_AT, EXAMPLES } from "#core/event/examples";
import { idSchema } from "#core/id-schema";
import { exampleId, type Id } from "#core/ids";

/** An event as feed and stream tell it. Webhooks carry the same id, sequence and data. */
export interface EventEnvelope {
  readonly id: Id<"event">;
  readonly seq: number;
  readonly type: EventType;
  /** RFC 3339. */
  readonly created_at: string;
  readonly workspace_id: Id<"tenant">;
  readonly data: Readonly<Record<string, unknown>>;
}

const EXAMPLE_SEQ = 17;

/** An example of a type, whole. */
export const exampleEvent = (type: EventType): EventEnvelope => ({
  id: exampleId("event"),
  seq: EXAMPLE_SEQ,
  type,
  created_at: EXAMPLE_AT,
  workspace_id: exampleId("tenant"),
  data: EXAMPLES[type],
});

/**
 * What every event of a type is like, as JSON Schema of the draft 2020-12, made from the catalogue. Nothing is forbidden beside
 * what it names: events may gain members.
 */
export const eventSchema = (type: EventType): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(
    z.object({
      id: idSchema("event"),
      seq: z.int().positive(),
      type: z.literal(type),
      created_at: z.iso.datetime(),
      workspace_id: idSchema("tenant"),
      data: EVENTS[type].data,
    }),
    {
      target: "draft-2020-12",
      override: ({ jsonSchema }) => {
        delete jsonSchema.additionalProperties;
      },
    },
  );
