import {
  isObject,
  lengthOf,
  objectsOf,
  textOf,
  type JsonObject,
  type Refusal,
} from "#sandbox/result";

const KNOWN_TYPES = [
  "button",
  "list",
  "cta_url",
  "flow",
  "product",
  "product_list",
  "catalog_message",
  "location_request_message",
  "address_message",
  "request_contact_info",
  "call_permission_request",
  "carousel",
];

const bad = (details: string): Refusal => ({ code: 131009, details });
const isWithin = (value: unknown, max: number): boolean => {
  const text = textOf(value);
  return text !== undefined && lengthOf(text) <= max;
};
const areUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** Check an interactive object; reply buttons and lists in full, the other kinds by their type and body. */
export function checkInteractive(interactive: JsonObject): Refusal | null {
  const type = textOf(interactive["type"]);
  if (type === undefined) return { code: 131008, details: "interactive.type is required." };
  if (!KNOWN_TYPES.includes(type)) return bad(`interactive.type cannot be ${type}.`);
  const { body, action } = interactive;
  if (!isObject(action)) return { code: 131008, details: "interactive.action is required." };
  if (type !== "button" && type !== "list") return null;
  if (!isWithin(isObject(body) ? body["text"] : undefined, BODY_MAX[type]))
    return bad("interactive.body.text is missing or too long.");
  return type === "button" ? checkReplyButtons(action) : checkList(action);
}

const BODY_MAX = { button: 1024, list: 4096 };

function checkReplyButtons(action: JsonObject): Refusal | null {
  const buttons = objectsOf(action["buttons"]);
  if (buttons.length < 1 || buttons.length > 3) return bad("action.buttons has 1 to 3 buttons.");
  const replies = buttons.map((button) => (isObject(button["reply"]) ? button["reply"] : {}));
  if (!replies.every((reply) => isWithin(reply["id"], 256) && isWithin(reply["title"], 20)))
    return bad("A reply button has an id of at most 256 and a title of at most 20 characters.");
  return areUnique(replies.map((reply) => reply["id"])) &&
    areUnique(replies.map((reply) => reply["title"]))
    ? null
    : bad("Ids and titles of reply buttons must be unique.");
}

function checkList(action: JsonObject): Refusal | null {
  if (!isWithin(action["button"], 20)) return bad("action.button has 1 to 20 characters.");
  const sections = objectsOf(action["sections"]);
  if (sections.length < 1 || sections.length > 10) return bad("A list has 1 to 10 sections.");
  if (sections.length > 1 && !sections.every((section) => isWithin(section["title"], 24)))
    return bad("Each of several sections has a title of at most 24 characters.");
  const rows = sections.flatMap((section) => objectsOf(section["rows"]));
  if (rows.length < 1 || rows.length > 10) return bad("A list has 1 to 10 rows in total.");
  if (!rows.every((row) => isWithin(row["id"], 200) && isWithin(row["title"], 24)))
    return bad("A row has an id of at most 200 and a title of at most 24 characters.");
  return areUnique(rows.map((row) => row["id"])) ? null : bad("Ids of rows must be unique.");
}
