import { derivedSuffix, TIME_CHARS } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";

/**
 * The id of the one conversation of a contact on a number. It is derived, so nobody looks it up and two writers cannot make
 * two. It begins with the contact's own time.
 */
export function conversationIdOf(
  contactId: Id<"contact">,
  numberId: Id<"number">,
): Id<"conversation"> {
  const start = ID_PREFIXES.contact.length + 1;
  const time = contactId.slice(start, start + TIME_CHARS);
  return `${ID_PREFIXES.conversation}_${derivedSuffix(time, `${contactId}\n${numberId}`)}`;
}
