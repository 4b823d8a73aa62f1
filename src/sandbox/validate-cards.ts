import { isObject, lengthOf, objectsOf, textOf, type JsonObject } from "#sandbox/result";
import { linkFault, mediumFault } from "#sandbox/validate-content";

const inside = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Why the cards of a carousel cannot stand; null when they may. Source: Meta, "Interactive media carousel messages". */
export function checkCards(cards: readonly JsonObject[]): string | null {
  if (cards.length < 2 || cards.length > 10) return "action.cards has 2 to 10 cards.";
  for (const [i, card] of cards.entries()) {
    const fault = card["card_index"] === i ? cardFault(card) : `card_index must be ${i}.`;
    if (fault !== null) return fault;
  }
  return new Set(cards.map(shapeOf)).size === 1
    ? null
    : "All cards must have the same type of header and the same buttons.";
}

const shapeOf = ({ header, action }: JsonObject): string =>
  `${textOf(inside(header)["type"])} ${objectsOf(inside(action)["buttons"]).length}`;

function cardFault({ header, body, action }: JsonObject): string | null {
  const type = textOf(inside(header)["type"]) ?? "";
  if (type !== "image" && type !== "video") return "A card's header is an image or a video.";
  return mediumFault(inside(header)[type]) ?? bodyFault(body) ?? actionFault(inside(action));
}

function bodyFault(body: unknown): string | null {
  if (body === undefined) return null;
  const text = textOf(inside(body)["text"]);
  return text !== undefined && lengthOf(text) <= 160 && text.split("\n").length <= 3
    ? null
    : "A card's body has 1 to 160 characters and at most 2 line breaks.";
}

function actionFault(action: JsonObject): string | null {
  if (action["buttons"] === undefined) return linkFault(action);
  const replies = objectsOf(action["buttons"]).map((button) => inside(button["quick_reply"]));
  const isWithin = (value: unknown, max: number): boolean =>
    lengthOf(textOf(value) ?? "x".repeat(max + 1)) <= max;
  return replies.length > 0 &&
    replies.every((reply) => isWithin(reply["id"], 256) && isWithin(reply["title"], 20))
    ? null
    : "A quick reply has an id of at most 256 and a title of at most 20 characters.";
}
