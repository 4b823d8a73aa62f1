import { recipientOf } from "#core/whatsapp/envelope-echo";
import { isRecord, jsonOf, member, textAt } from "#core/whatsapp/envelope-json";
import { CONTENT_MAX, saidIn, senderOf, typeOf } from "#core/whatsapp/envelope-message";
import type { Person } from "#core/whatsapp/envelope-person";
import { itemTime, type ItemTime } from "#core/whatsapp/envelope-time";

/** Somebody changed or took back what they wrote before: a person, or the business on its own phone. */
export interface ChangedMessage extends ItemTime {
  readonly kind: "edit" | "revoke";
  readonly by: "person" | "business";
  /** Meta's id of the change itself. */
  readonly wamid: string;
  /** The message that is changed. It may be one that we never saw. */
  readonly originalWamid: string;
  /** The person of the thread, whoever of the two wrote. */
  readonly from: Person;
  /** What it says now; null when it was taken back. */
  readonly now: {
    readonly type: string;
    /** JSON text of Meta's object of that type. */
    readonly content: string;
  } | null;
  /** All that the person writes in it now, where a word to stop may stand. */
  readonly said: readonly string[];
}

/**
 * An edit or a revocation of a message; null when it is none, or cannot be read as one.
 *
 * @param of Whose message it is, and when it came, Unix ms.
 */
export function readChangedMessage(
  value: unknown,
  message: unknown,
  { by, receivedAtMs }: { readonly by: ChangedMessage["by"]; readonly receivedAtMs: number },
): ChangedMessage | null {
  const kind = textAt(message, "type");
  if ((kind !== "edit" && kind !== "revoke") || member(message, "group_id") !== undefined)
    return null;
  const wamid = textAt(message, "id");
  const originalWamid = textAt(member(message, kind), "original_message_id");
  const from = by === "person" ? senderOf(value, message) : recipientOf(value, message);
  if (wamid === null || originalWamid === null || from === null) return null;
  const common = {
    by,
    wamid,
    originalWamid,
    from,
    ...itemTime(member(message, "timestamp"), receivedAtMs),
  };
  if (kind === "revoke") return { kind, ...common, now: null, said: [] };
  const inner = member(member(message, kind), "message");
  const now = contentOf(inner);
  return now === null ? null : { kind, ...common, now, said: saidIn(inner, now.type) };
}

function contentOf(inner: unknown): ChangedMessage["now"] {
  const type = typeOf(inner);
  const own = member(inner, type);
  const content = isRecord(own) ? jsonOf(own) : null;
  return content === null || content.length > CONTENT_MAX ? null : { type, content };
}
