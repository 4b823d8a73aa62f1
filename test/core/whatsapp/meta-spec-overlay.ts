/** One correction of Meta's specification, applied to `components.schemas`. */
export interface Correction {
  /** The day on which it was last held against Meta's pages. */
  readonly asOf: string;
  readonly why: string;
  /** Paths of names to what is replaced, each of which must be there. */
  readonly at: readonly (readonly (string | number)[])[];
  /** What stands there instead; undefined takes it away. */
  readonly by: unknown;
}

const asOf = "2026-11-27";

const CLOSED = [
  "Text",
  "Audio",
  "Video",
  "Document",
  "Image",
  "Location",
  "Sticker",
  "Reaction",
  "Interactive",
  "Contacts",
];
const LABELLED = ["AddressObject", "EmailObject", "PhoneObject", "UrlObject"];
const ACTIONS = ["InteractiveObject", "properties", "type", "enum"];

/** Where the specification contradicts its own examples or Meta's newer pages, and why each line stands. */
export const OVERLAY: readonly Correction[] = [
  {
    asOf,
    why: "Beside an allOf, additionalProperties refuses the members of the base: no message would fit.",
    at: CLOSED.map((type) => [`${type}Message`, "allOf", 1, "additionalProperties"]),
    by: undefined,
  },
  {
    asOf,
    why: "A person known by a user id alone is named by `recipient`, and then there is no `to`.",
    at: [["BaseMessageProperties", "required"]],
    by: ["messaging_product", "recipient_type", "type"],
  },
  {
    asOf,
    why: "The specification's own example of a location has numbers.",
    at: ["latitude", "longitude"].map((name) => [
      "LocationMessage",
      "allOf",
      1,
      "properties",
      "location",
      "properties",
      name,
      "type",
    ]),
    by: ["string", "number"],
  },
  {
    asOf,
    why: "The page of contacts shows other words than HOME and WORK, e.g. CELL.",
    at: LABELLED.map((name) => [name, "properties", "type", "enum"]),
    by: undefined,
  },
  {
    asOf,
    why: "These kinds of interactive messages came after the specification, or have pages of their own.",
    at: [ACTIONS],
    by: [
      "button",
      "call_permission_request",
      "catalog_message",
      "list",
      "product",
      "product_list",
      "flow",
      "cta_url",
      "location_request_message",
      "address_message",
      "request_contact_info",
      "carousel",
    ],
  },
  {
    asOf,
    why: "The actions of the kinds that the specification lacks; the last branch stands for them and its own kind.",
    at: [["ActionObject", "oneOf", 5]],
    by: {
      anyOf: [
        { required: ["cards"] },
        {
          required: ["name"],
          properties: {
            name: {
              enum: [
                "call_permission_request",
                "cta_url",
                "send_location",
                "address_message",
                "request_contact_info",
              ],
            },
          },
        },
      ],
    },
  },
  {
    asOf,
    why: "The page of catalog messages lets the thumbnail, and so the parameters, be left out.",
    at: [["ActionObject", "oneOf", 3, "required"]],
    by: ["name"],
  },
  {
    asOf,
    why: "The page of lists takes a body of 4,096 characters.",
    at: [["BodyObject", "properties", "text", "maxLength"]],
    by: 4096,
  },
  {
    asOf,
    why: "Every example of the specification but one leaves the policy out.",
    at: [["LanguageObject", "required"]],
    by: ["code"],
  },
  {
    asOf,
    why: "Offers and carousels have components of their own on the pages of marketing templates.",
    at: [["TemplateComponent", "properties", "type", "enum"]],
    by: ["header", "body", "button", "limited_time_offer", "carousel"],
  },
  {
    asOf,
    why: "Meta's pages, and its own error text, know more kinds of buttons, in either case.",
    at: [["TemplateComponent", "properties", "sub_type", "enum"]],
    by: ["quick_reply", "url", "catalog", "CATALOG", "copy_code", "flow", "mpm"],
  },
  {
    asOf,
    why: "The pattern of the index refuses 0, which the examples use, as a number too.",
    at: [["TemplateComponent", "properties", "index"]],
    by: { type: ["string", "integer"] },
  },
];

type Node = Record<string | number, unknown>;

/** The schemas with every correction applied. @throws Error when one finds nothing to correct. */
export function corrected(
  schemas: unknown,
  overlay: readonly Correction[],
): Readonly<Record<string, unknown>> {
  const copy = structuredClone(schemas) as Node;
  for (const { at, by, why } of overlay)
    for (const path of at) {
      const last = path.at(-1) ?? "";
      const holder = path.slice(0, -1).reduce((node, name) => node[name] as Node, copy);
      if (!(last in holder)) throw new Error(`nothing to correct at ${path.join("/")}: ${why}`);
      if (by === undefined) delete holder[last];
      else holder[last] = by;
    }
  return copy;
}
