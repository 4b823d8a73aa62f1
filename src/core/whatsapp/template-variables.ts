/**
 * What a send of a template must be given, as one list: messages, campaigns, previews and drafts all read it. It is derived from
 * the components, of every kind.
 */
import {
  fillIn,
  slotsOf,
  variablesIn,
  type ButtonSlot,
  type CardSlots,
  type HeaderSlot,
  type SlottedTemplate,
} from "#core/whatsapp/template-slots";
import { BODY_LENGTH_MAX, HEADER_LENGTH_MAX, lengthOf } from "#core/whatsapp/template-text";

/** How a value is read. */
export const VARIABLE_KINDS = [
  "text",
  /** A place's latitude or longitude, in degrees. */
  "degrees",
  /** The id of a medium of ours, `med_…`, or an https link. */
  "image",
  "video",
  "document",
  /** An instant, RFC 3339. */
  "instant",
  /** Ids of products, with commas between them; the first is the picture. */
  "products",
] as const;
export type VariableKind = (typeof VARIABLE_KINDS)[number];

/** One value that a send needs. */
export interface TemplateVariable {
  /** Where it goes: `body.1`, `body.first_name`, `header.1`, `button.0`, `card.0.body.1`, `offer.expires_at`. */
  readonly key: string;
  readonly kind: VariableKind;
  /** Longest value, in code points. */
  readonly max: number;
}

const CODE_LENGTH_MAX = 15;
const COUPON_LENGTH_MAX = 20;
const URL_LENGTH_MAX = 2000;
const ID_LENGTH_MAX = 255;
const NAME_LENGTH_MAX = 1000;
const DEGREES_LENGTH_MAX = 20;
const INSTANT_LENGTH_MAX = 35;
/** Thirty ids in one value are as much as a value may be long. */
const PRODUCTS_LENGTH_MAX = 1024;

/** Every value that a send of the template must give, header first. */
export function variablesOf(template: SlottedTemplate): readonly TemplateVariable[] {
  const slots = slotsOf(template);
  const cards = slots.cards ?? [];
  return [
    ...partVariables(slots.isCode ? { ...slots, body: null, buttons: [] } : slots, ""),
    ...(slots.isCode ? [{ key: "body.1", kind: "text" as const, max: CODE_LENGTH_MAX }] : []),
    ...(slots.hasOffer
      ? [{ key: "offer.expires_at", kind: "instant" as const, max: INSTANT_LENGTH_MAX }]
      : []),
    ...cards.flatMap((card, i) => partVariables(card, `card.${i}.`)),
  ];
}

const partVariables = (slots: CardSlots, prefix: string): readonly TemplateVariable[] => [
  ...headerVariables(slots.header).map((one) => ({ ...one, key: `${prefix}header.${one.key}` })),
  ...variablesIn(slots.body ?? "").map((name) => ({
    key: `${prefix}body.${name}`,
    kind: "text" as const,
    max: roomIn(slots.body ?? "", BODY_LENGTH_MAX),
  })),
  ...slots.buttons.flatMap((button, i) =>
    buttonVariables(button).map((one) => ({ ...one, key: `${prefix}button.${i}` })),
  ),
];

/** What a text leaves to its variables. */
const roomIn = (text: string, max: number): number => max - lengthOf(fillIn(text, new Map()));

function headerVariables(header: HeaderSlot): readonly TemplateVariable[] {
  switch (header.kind) {
    case "none":
      return [];
    case "text":
      return variablesIn(header.text).map((name) => ({
        key: name,
        kind: "text",
        max: roomIn(header.text, HEADER_LENGTH_MAX),
      }));
    case "location":
      return [
        { key: "latitude", kind: "degrees", max: DEGREES_LENGTH_MAX },
        { key: "longitude", kind: "degrees", max: DEGREES_LENGTH_MAX },
        { key: "name", kind: "text", max: NAME_LENGTH_MAX },
        { key: "address", kind: "text", max: NAME_LENGTH_MAX },
      ];
    case "product":
      return [
        { key: "product", kind: "text", max: ID_LENGTH_MAX },
        { key: "catalog", kind: "text", max: ID_LENGTH_MAX },
      ];
    case "image":
    case "video":
    case "document":
      return [{ key: "1", kind: header.kind, max: URL_LENGTH_MAX }];
  }
}

/** Replies, flows and catalogs are sent without a value of the business's. */
function buttonVariables(button: ButtonSlot): readonly Omit<TemplateVariable, "key">[] {
  switch (button.kind) {
    case "url":
      return [
        {
          kind: "text",
          max: button.isCode ? CODE_LENGTH_MAX : URL_LENGTH_MAX - lengthOf(button.url),
        },
      ];
    case "copy_code":
      return [{ kind: "text", max: COUPON_LENGTH_MAX }];
    case "mpm":
      return [{ kind: "products", max: PRODUCTS_LENGTH_MAX }];
    case "quick_reply":
    case "flow":
    case "catalog":
    case "nothing":
      return [];
  }
}

/** Whether a value may stand for such a variable; texts are cleaned before. */
export const isValueOf = ({ kind, max }: TemplateVariable, value: string): boolean =>
  value.trim() !== "" && lengthOf(value) <= max && IS_OF_KIND[kind](value);

const isMedium = (value: string): boolean =>
  /^med_[0-9a-z]{26}$/.test(value) || (value.startsWith("https://") && URL.canParse(value));

const IS_OF_KIND: Readonly<Record<VariableKind, (value: string) => boolean>> = {
  text: () => true,
  degrees: (value) => /^-?\d{1,3}(?:\.\d+)?$/.test(value) && Math.abs(Number(value)) <= DEGREES_MAX,
  image: isMedium,
  video: isMedium,
  document: isMedium,
  instant: (value) => !Number.isNaN(instantOf(value)),
  products: (value) => {
    const { length } = productsIn(value);
    return length > 0 && length <= PRODUCTS_MAX;
  },
};

const PRODUCTS_MAX = 30;
const DEGREES_MAX = 180;

/** The ids of a value of kind `products`. */
export const productsIn = (value: string): readonly string[] =>
  value
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");

/** A value of kind `instant` in Unix ms; NaN when it is none. */
export const instantOf = (value: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
