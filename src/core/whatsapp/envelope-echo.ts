/** What the business writes on its own phone, where the number is used with the WhatsApp Business app beside this API. */
import { readCameWith, type CameWith } from "#core/whatsapp/came-with";
import { isRecord, jsonOf, member, textAt } from "#core/whatsapp/envelope-json";
import { CONTENT_MAX, contentOf, typeOf } from "#core/whatsapp/envelope-message";
import { personOf, type Person } from "#core/whatsapp/envelope-person";
import { itemTime, type ItemTime } from "#core/whatsapp/envelope-time";

/** A message that the business sent from its phone. */
export interface EchoedMessage extends ItemTime {
  readonly kind: "echo";
  readonly wamid: string;
  readonly to: Person;
  /** Meta's type; `unknown` when it has none that could be one. */
  readonly type: string;
  /** JSON text, as that of a message of a person. */
  readonly content: string;
  readonly contextWamid: string | null;
  readonly cameWith: CameWith | null;
}

/** An echo; null when it cannot be one: no id, no recipient, a group's, or too large. */
export function readEcho(
  value: unknown,
  echo: unknown,
  receivedAtMs: number,
): EchoedMessage | null {
  const wamid = textAt(echo, "id");
  const to = recipientOf(value, echo);
  if (!isRecord(echo) || wamid === null || to === null || member(echo, "group_id") !== undefined)
    return null;
  const type = typeOf(echo);
  const content = jsonOf(contentOf(echo, type));
  if (content === null || content.length > CONTENT_MAX) return null;
  return {
    kind: "echo",
    wamid,
    to,
    type,
    content,
    contextWamid: textAt(member(echo, "context"), "id"),
    cameWith: readCameWith(echo),
    ...itemTime(member(echo, "timestamp"), receivedAtMs),
  };
}

/** Whom an echo was sent to. */
export const recipientOf = (value: unknown, echo: unknown): Person | null =>
  personOf(value, {
    waId: textAt(echo, "to"),
    userId: textAt(echo, "to_user_id"),
    parentId: textAt(echo, "to_parent_user_id"),
  });
