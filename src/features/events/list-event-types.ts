import { EVENTS, type EventType } from "#core/event/catalogue";
import { eventSchema, exampleEvent } from "#core/event/envelope";
import type { EventTypeList } from "#features/events/schemas";

let made: EventTypeList | undefined;

/** Every type of event, with its schema and an example. Made once in an isolate: the catalogue is the code's. */
export function listEventTypes(): EventTypeList {
  made ??= {
    // Safe: the catalogue has no key but its types.
    data: (Object.keys(EVENTS) as EventType[]).map((type) => ({
      type,
      description: EVENTS[type].says,
      schema: eventSchema(type),
      example: { ...exampleEvent(type), data: { ...exampleEvent(type).data } },
    })),
  };
  return made;
}
