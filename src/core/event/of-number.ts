import { EVENTS, type EventType } from "#core/event/catalogue";

/** Members by which an event is about what is a number's, or about all numbers at once. */
const OF_NUMBERS = [
  "number_id",
  "conversation_id",
  "message_id",
  "campaign_id",
  "run_id",
  "automation_id",
  "webhook_id",
  "alert_id",
  "change_id",
  "waba_id",
];

/** Whether events of a type name nothing that is a number's: whoever may know of some numbers alone may read them. */
const isOfNoNumber = (type: EventType): boolean =>
  Object.keys(EVENTS[type].data.shape).every((member) => !OF_NUMBERS.includes(member));

// Safe: the keys of the catalogue are its types.
export const NUMBERLESS_EVENTS = (Object.keys(EVENTS) as EventType[]).filter(isOfNoNumber);
