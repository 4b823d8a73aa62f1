import { phoneKey } from "#core/contact/phone";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { InboundMessage } from "#core/whatsapp/envelope-message";
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

/** The identity keys that an item names. */
export function keysIn(item: ChangeItem): readonly string[] {
  if ("person" in item)
    return [...identityKeys(item.person), ...(item.kind === "move" ? keysOfMove(item.to) : [])];
  if ("from" in item)
    return [...identityKeys(item.from), ...(item.kind === "message" ? keysOfMoved(item) : [])];
  return item.kind === "status" ? keysOfRecipient(item) : [];
}

const keysOfMoved = ({ moved }: InboundMessage): readonly string[] =>
  moved === null ? [] : keysOfMove(moved);

const keysOfRecipient = ({ recipient }: MessageStatus): readonly string[] =>
  recipient === null ? [] : identityKeys(recipient);

/** The keys under which a person is known after a move. */
export const keysOfMove = (to: IdentityMove): readonly string[] =>
  identityKeys({ ...to, parentBsuid: null });
