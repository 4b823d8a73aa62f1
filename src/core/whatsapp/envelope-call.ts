import { elements, member, textAt } from "#core/whatsapp/envelope-json";
import { personOf, type Person } from "#core/whatsapp/envelope-person";
import { itemTime, type ItemTime } from "#core/whatsapp/envelope-time";

/** A person called. Like a message of theirs it opens the window, whether anybody answered or not. */
export interface PersonsCall extends ItemTime {
  readonly kind: "call";
  readonly person: Person;
}

const EVENTS: readonly (string | null)[] = ["connect", "terminate"];

/** The elements of `calls`; null for one that is not a person's, or cannot be read. A call counts from its beginning. */
export const readCalls = (value: unknown, receivedAtMs: number): readonly (PersonsCall | null)[] =>
  elements(member(value, "calls")).map((call) => {
    const isPersons = textAt(call, "direction") === "USER_INITIATED";
    if (!isPersons || !EVENTS.includes(textAt(call, "event"))) return null;
    const person = personOf(value, {
      waId: textAt(call, "from"),
      userId: textAt(call, "from_user_id"),
      parentId: textAt(call, "from_parent_user_id"),
    });
    const at = member(call, "start_time") ?? member(call, "timestamp");
    return person === null ? null : { kind: "call", person, ...itemTime(at, receivedAtMs) };
  });
