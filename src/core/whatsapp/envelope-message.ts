import { readCameWith, type CameWith } from "#core/whatsapp/came-with";
import { elements, isRecord, jsonOf, member, textAt } from "#core/whatsapp/envelope-json";
import { readMove, type IdentityMove } from "#core/whatsapp/envelope-move";
import { personOf, type Person } from "#core/whatsapp/envelope-person";
import { itemTime, type ItemTime } from "#core/whatsapp/envelope-time";

/** Something a person sent, of whatever type. */
export interface InboundMessage extends ItemTime {
  readonly kind: "message";
  readonly wamid: string;
  readonly from: Person;
  /** Meta's type; `unknown` when it has none that could be one. */
  readonly type: string;
  /** JSON text of Meta's object of that type, or of everything that is left when there is none. */
  readonly content: string;
  /** The message that this one answers. It may be one that we never saw. */
  readonly contextWamid: string | null;
  /** What stands beside the content; null when it is nothing. */
  readonly cameWith: CameWith | null;
  /** For a reaction: the message that it is about, and whether it takes an earlier one back. */
  readonly reactsTo: ReactedMessage | null;
  /** For a message of Meta's own that says that the person is known by other ids now. */
  readonly moved: IdentityMove | null;
  /** The text that is the message, as the person typed it; null when the message is not a text. */
  readonly typed: string | null;
  /** All that the person typed, tapped or wrote under media, where a word to stop may stand. */
  readonly said: readonly string[];
}

/** The message that somebody reacted to. It may be one that we never saw. */
export interface ReactedMessage {
  readonly wamid: string;
  readonly isTakenBack: boolean;
}

/** What every message has, whatever its type. */
const COMMON = new Set([
  "from",
  "from_user_id",
  "from_parent_user_id",
  "to",
  "to_user_id",
  "to_parent_user_id",
  "id",
  "timestamp",
  "type",
]);

/** Larger content stays only in the raw change. JSON characters; a row of the database holds 2 MB. */
export const CONTENT_MAX = 400_000;

/** A message, or null when it cannot be one: no id, no sender, a group's, or too large. */
export function readMessage(
  value: unknown,
  message: unknown,
  receivedAtMs: number,
): InboundMessage | null {
  const wamid = textAt(message, "id");
  if (!isRecord(message) || wamid === null || member(message, "group_id") !== undefined)
    return null;
  const from = senderOf(value, message);
  const type = typeOf(message);
  const content = jsonOf(contentOf(message, type));
  if (from === null || content === null || content.length > CONTENT_MAX) return null;
  return {
    kind: "message",
    wamid,
    from,
    type,
    content,
    contextWamid: textAt(member(message, "context"), "id"),
    cameWith: readCameWith(message),
    reactsTo: reactionIn(message, type),
    moved: readMove(message),
    typed: type === "text" ? textAt(member(message, type), "body") : null,
    said: saidIn(message, type),
    ...itemTime(member(message, "timestamp"), receivedAtMs),
  };
}

/** Meta leaves the sign out, or empty, when a reaction is taken back. */
function reactionIn(message: unknown, type: string): ReactedMessage | null {
  const reaction = member(message, type);
  const wamid = type === "reaction" ? textAt(reaction, "message_id") : null;
  return wamid === null ? null : { wamid, isTakenBack: textAt(reaction, "emoji") === null };
}

/** A message may carry no sender at all when the person's phone is withheld; the one profile beside it then names them. */
export function senderOf(value: unknown, message: unknown): Person | null {
  const waId = textAt(message, "from");
  const userId =
    textAt(message, "from_user_id") ?? textAt(member(message, "system"), "previous_user_id");
  const parentId = textAt(message, "from_parent_user_id");
  const profiles = elements(member(value, "contacts"));
  if (waId !== null || userId !== null || profiles.length !== 1)
    return personOf(value, { waId, userId, parentId });
  return personOf(value, {
    waId: textAt(profiles[0], "wa_id"),
    userId: textAt(profiles[0], "user_id"),
    parentId: textAt(profiles[0], "parent_user_id"),
  });
}

/** Meta's type of a message; `unknown` when it has none that could be one. */
export const typeOf = (message: unknown): string => {
  const type = textAt(message, "type");
  return type !== null && /^[a-z][a-z0-9_]{0,63}$/.test(type) ? type : "unknown";
};

/** Meta's object of the type, or everything that is left when there is none. */
export function contentOf(message: Readonly<Record<string, unknown>>, type: string): unknown {
  const own = member(message, type);
  if (type !== "unknown" && typeof own === "object" && own !== null && !isPartial(type)) return own;
  return Object.fromEntries(Object.entries(message).filter(([name]) => !COMMON.has(name)));
}

/** Types whose own object is not the whole story: what went wrong stands beside it. */
const isPartial = (type: string): boolean => type === "unsupported";

/** Where each type of message says something: the way into its own object. What was tapped has a name and an id. */
const SAID: Readonly<Record<string, readonly (readonly [...within: string[], name: string])[]>> = {
  text: [["body"]],
  button: [["text"], ["payload"]],
  interactive: [
    ["button_reply", "title"],
    ["button_reply", "id"],
    ["list_reply", "title"],
    ["list_reply", "id"],
  ],
  image: [["caption"]],
  video: [["caption"]],
  document: [["caption"]],
};

/** All that a person typed, tapped or wrote under media in a message of a type. */
export function saidIn(message: unknown, type: string): readonly string[] {
  const own = member(message, type);
  const ways = Object.hasOwn(SAID, type) ? (SAID[type] ?? []) : [];
  return ways
    .map((way) => textAt(way.slice(0, -1).reduce(member, own), way.at(-1) ?? ""))
    .filter((text) => text !== null);
}
