import { phoneKey } from "#core/contact/phone";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { IdentityMove } from "#core/whatsapp/envelope-move";
import type { Person } from "#core/whatsapp/envelope-person";
import type { MessageStatus } from "#core/whatsapp/envelope-status";

/** The keys under which a person may be known, strongest first. */
export const identityKeys = (
  person: Pick<Person, "waId" | "bsuid" | "parentBsuid">,
): readonly string[] => [
  ...(person.bsuid === null ? [] : [`bsuid:${person.bsuid}`]),
  ...(person.waId === null ? [] : [`phone:${phoneKey(person.waId)}`]),
  ...(person.parentBsuid === null ? [] : [`parent_bsuid:${person.parentBsuid}`]),
];

/** The key of whoever answers a message of ours: in a chat of two, only its recipient can. */
export const contextKey = (wamid: string): string => `context:${wamid}`;

/** Whom an item is of; null for one that is of nobody, and for a status. */
export function personIn(item: ChangeItem): Person | null {
  if ("person" in item) return item.person;
  if ("from" in item) return item.from;
  return item.kind === "echo" ? item.to : null;
}

/** The identity keys that an item names. */
export function keysIn(item: ChangeItem): readonly string[] {
  if (item.kind === "status") return keysOfRecipient(item);
  const person = personIn(item);
  return [...(person === null ? [] : identityKeys(person)), ...keysAfter(item)];
}

/** The keys under which the person of an item is known from then on: none when they did not move. */
export function keysAfter(item: ChangeItem): readonly string[] {
  const to = item.kind === "move" ? item.to : item.kind === "message" ? item.moved : null;
  return to === null ? [] : keysOfMove(to);
}

const keysOfRecipient = ({ recipient }: MessageStatus): readonly string[] =>
  recipient === null ? [] : identityKeys(recipient);

/** The keys under which a person is known after a move. */
export const keysOfMove = (to: IdentityMove): readonly string[] =>
  identityKeys({ ...to, parentBsuid: null });
