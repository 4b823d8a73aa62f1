import {
  isObject,
  lengthOf,
  objectsOf,
  textOf,
  type JsonObject,
  type Refusal,
} from "#sandbox/result";
import { checkCards } from "#sandbox/validate-cards";
import { linkFault, mediumFault } from "#sandbox/validate-content";

type Check = (interactive: JsonObject, action: JsonObject) => string | null;

/** What may stand around the action: `body` is its length at most, negative where it may be left out. */
interface Kind {
  readonly body: number;
  readonly headers: readonly string[];
  readonly isHeaderNeeded?: boolean;
  readonly hasFooter: boolean;
  readonly action: Check;
}

const ANY_HEADER = ["text", "image", "video", "document"];
const named =
  (name: string): Check =>
  (_, action) =>
    action["name"] === name ? null : `action.name must be ${name}.`;

/** The kinds that can be sent. Source: Meta, the pages of the interactive messages. */
const KINDS: Readonly<Record<string, Kind>> = {
  button: { body: 1024, headers: ANY_HEADER, hasFooter: true, action: checkReplyButtons },
  list: { body: 4096, headers: ["text"], hasFooter: true, action: checkList },
  cta_url: {
    body: 1024,
    headers: ANY_HEADER,
    hasFooter: true,
    action: (_, action) => linkFault(action),
  },
  flow: { body: 1024, headers: ANY_HEADER, hasFooter: true, action: checkFlow },
  product: { body: -1024, headers: [], hasFooter: true, action: checkProduct },
  product_list: {
    body: 1024,
    headers: ["text"],
    isHeaderNeeded: true,
    hasFooter: true,
    action: checkProducts,
  },
  catalog_message: {
    body: 1024,
    headers: [],
    hasFooter: true,
    action: named("catalog_message"),
  },
  location_request_message: {
    body: 1024,
    headers: [],
    hasFooter: false,
    action: named("send_location"),
  },
  address_message: { body: 1024, headers: ANY_HEADER, hasFooter: true, action: checkAddress },
  request_contact_info: {
    body: 1024,
    headers: [],
    hasFooter: false,
    action: named("request_contact_info"),
  },
  call_permission_request: {
    body: -1024,
    headers: [],
    hasFooter: false,
    action: named("call_permission_request"),
  },
  carousel: {
    body: 1024,
    headers: [],
    hasFooter: false,
    action: (_, action) => checkCards(objectsOf(action["cards"])),
  },
};

const isWithin = (value: unknown, max: number): boolean => {
  const text = textOf(value);
  return text !== undefined && lengthOf(text) <= max;
};
const areUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const inside = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Check an interactive object. `null` means that it may be sent. */
export function checkInteractive(interactive: JsonObject): Refusal | null {
  const type = textOf(interactive["type"]);
  if (type === undefined) return { code: 131008, details: "interactive.type is required." };
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (kind === undefined) return { code: 131009, details: `interactive.type cannot be ${type}.` };
  const { action } = interactive;
  if (!isObject(action)) return { code: 131008, details: "interactive.action is required." };
  const details = frameFault(interactive, kind) ?? kind.action(interactive, action);
  return details === null ? null : { code: 131009, details };
}

function frameFault({ header, body, footer }: JsonObject, kind: Kind): string | null {
  if (header !== undefined || kind.isHeaderNeeded === true) {
    const fault = headerFault(header, kind.headers);
    if (fault !== null) return fault;
  }
  if ((kind.body > 0 || body !== undefined) && !isWithin(inside(body)["text"], Math.abs(kind.body)))
    return "interactive.body.text is missing or too long.";
  if (footer === undefined) return null;
  return kind.hasFooter && isWithin(inside(footer)["text"], 60)
    ? null
    : "interactive.footer is not allowed, or its text is missing or too long.";
}

/** Why a header cannot stand; `types` are those that may. */
function headerFault(header: unknown, types: readonly string[]): string | null {
  const type = textOf(inside(header)["type"]) ?? "";
  if (!types.includes(type)) return `The header must be one of: ${types.join(", ")}.`;
  if (type === "text")
    return isWithin(inside(header)["text"], 60) ? null : "header.text has 1 to 60 characters.";
  return mediumFault(inside(header)[type]);
}

function checkReplyButtons(_: JsonObject, action: JsonObject): string | null {
  const buttons = objectsOf(action["buttons"]);
  if (buttons.length < 1 || buttons.length > 3) return "action.buttons has 1 to 3 buttons.";
  const replies = buttons.map((button) => inside(button["reply"]));
  if (!replies.every((reply) => isWithin(reply["id"], 256) && isWithin(reply["title"], 20)))
    return "A reply button has an id of at most 256 and a title of at most 20 characters.";
  return areUnique(replies.map((reply) => reply["id"])) &&
    areUnique(replies.map((reply) => reply["title"]))
    ? null
    : "Ids and titles of reply buttons must be unique.";
}

function checkList(_: JsonObject, action: JsonObject): string | null {
  if (!isWithin(action["button"], 20)) return "action.button has 1 to 20 characters.";
  const sections = objectsOf(action["sections"]);
  const fault = sectionsFault(sections);
  if (fault !== null) return fault;
  const rows = sections.flatMap((section) => objectsOf(section["rows"]));
  if (rows.length < 1 || rows.length > 10) return "A list has 1 to 10 rows in total.";
  if (!rows.every((row) => isWithin(row["id"], 200) && isWithin(row["title"], 24)))
    return "A row has an id of at most 200 and a title of at most 24 characters.";
  if (!rows.every((row) => row["description"] === undefined || isWithin(row["description"], 72)))
    return "A row's description has at most 72 characters.";
  return areUnique(rows.map((row) => row["id"])) ? null : "Ids of rows must be unique.";
}

/** Sections of a list, or of products. */
function sectionsFault(sections: readonly JsonObject[]): string | null {
  if (sections.length < 1 || sections.length > 10) return "There are 1 to 10 sections.";
  const titles = sections.map((section) => section["title"]);
  return titles.every(
    (title) => (title === undefined && sections.length === 1) || isWithin(title, 24),
  )
    ? null
    : "Each of several sections has a title of at most 24 characters.";
}

function checkFlow(_: JsonObject, action: JsonObject): string | null {
  if (action["name"] !== "flow") return "action.name must be flow.";
  const flow = inside(action["parameters"]);
  if (flow["flow_message_version"] !== "3") return "flow_message_version must be 3.";
  if ((flow["flow_id"] === undefined) === (flow["flow_name"] === undefined))
    return "A flow needs either flow_id or flow_name.";
  if (!isWithin(flow["flow_cta"], 30)) return "flow_cta has 1 to 30 characters.";
  const payload = flow["flow_action_payload"];
  if (payload === undefined) return null;
  if ((flow["flow_action"] ?? "navigate") !== "navigate")
    return "flow_action_payload goes with navigate only.";
  const { data } = inside(payload);
  return data === undefined || Object.keys(inside(data)).length > 0
    ? null
    : "flow_action_payload.data must not be empty.";
}

function checkProduct(_: JsonObject, action: JsonObject): string | null {
  return textOf(action["catalog_id"]) === undefined ||
    textOf(action["product_retailer_id"]) === undefined
    ? "A product needs catalog_id and product_retailer_id."
    : null;
}

function checkProducts(_: JsonObject, action: JsonObject): string | null {
  if (textOf(action["catalog_id"]) === undefined) return "catalog_id is missing.";
  return productSectionsFault(objectsOf(action["sections"]));
}

/** Why sections of products cannot stand. */
export function productSectionsFault(sections: readonly JsonObject[]): string | null {
  const fault = sectionsFault(sections);
  if (fault !== null) return fault;
  const items = sections.flatMap((section) => objectsOf(section["product_items"]));
  return items.length >= 1 &&
    items.length <= 30 &&
    items.every((item) => textOf(item["product_retailer_id"]) !== undefined)
    ? null
    : "There are 1 to 30 products in total, each with a product_retailer_id.";
}

function checkAddress(_: JsonObject, action: JsonObject): string | null {
  if (action["name"] !== "address_message") return "action.name must be address_message.";
  return textOf(inside(action["parameters"])["country"]) === undefined
    ? "parameters.country is required."
    : null;
}
