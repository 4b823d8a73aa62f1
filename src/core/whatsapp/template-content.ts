/** Meta's `template` object, made from a template and the values of its variables. Source: Meta, "Template messages". */
import {
  isName,
  slotsOf,
  variablesIn,
  type ButtonSlot,
  type CardSlots,
} from "#core/whatsapp/template-slots";
import type { HeaderSlot, SlottedTemplate } from "#core/whatsapp/template-slots";
import { instantOf, productsIn } from "#core/whatsapp/template-variables";

/** A template as far as a send depends on it. */
export interface SendableTemplate extends SlottedTemplate {
  readonly name: string;
  readonly language: string;
}

/** Meta's `template` object of a message. */
export interface BuiltTemplate {
  readonly name: string;
  readonly language: { readonly code: string };
  /** Only the components that have parameters; absent when there are none. */
  readonly components?: readonly BuiltComponent[];
}

/** One value, in Meta's shape of its type. */
export interface BuiltParameter {
  readonly type: string;
  readonly parameter_name?: string;
  readonly text?: string;
  /** Under the name of its type. */
  readonly [member: string]: unknown;
}

export interface BuiltComponent {
  readonly type: "header" | "body" | "button" | "limited_time_offer" | "carousel";
  readonly sub_type?: string;
  readonly index?: string;
  readonly parameters?: readonly BuiltParameter[];
  readonly cards?: readonly {
    readonly card_index: number;
    readonly components: readonly BuiltComponent[];
  }[];
}

/** Values by the keys of `variablesOf`. */
export type TemplateValues = Readonly<Record<string, string>>;

/**
 * Meta's `template` object for a send.
 *
 * @param values One for each of `variablesOf`. A missing one becomes "", which Meta refuses and `checkTemplateParameters`
 *   reports: decide beforehand what a missing value means.
 */
export function buildTemplateContent(
  template: SendableTemplate,
  values: TemplateValues,
): BuiltTemplate {
  const slots = slotsOf(template);
  const value = (key: string): string => values[key] ?? "";
  const components: readonly BuiltComponent[] = [
    ...partComponents(slots.isCode ? { ...slots, body: "{{1}}" } : slots, {
      value,
      code: slots.isCode ? value("body.1") : null,
    }),
    ...(slots.hasOffer ? [offerComponent(value("offer.expires_at"))] : []),
    ...(slots.cards === null ? [] : [carouselComponent(slots.cards, value)]),
  ];
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length === 0 ? {} : { components }),
  };
}

interface Values {
  readonly value: (key: string) => string;
  /** The one-time code, which its button repeats; null in all other templates. */
  readonly code: string | null;
}

function partComponents(slots: CardSlots, { value, code }: Values): readonly BuiltComponent[] {
  const header = headerParameters(slots.header, (key) => value(`header.${key}`));
  const body = textParameters(slots.body ?? "", (key) => value(`body.${key}`));
  return [
    ...(header.length === 0 ? [] : [{ type: "header" as const, parameters: header }]),
    ...(body.length === 0 ? [] : [{ type: "body" as const, parameters: body }]),
    ...slots.buttons.flatMap((button, i) => {
      const parameter = buttonParameter(button, code ?? value(`button.${i}`));
      if (parameter === null) return [];
      const place = { type: "button", sub_type: button.kind, index: String(i) } as const;
      return [{ ...place, parameters: [parameter] }];
    }),
  ];
}

const textParameters = (text: string, value: (key: string) => string): readonly BuiltParameter[] =>
  variablesIn(text).map((name) => ({
    type: "text",
    ...(isName(name) && { parameter_name: name }),
    text: value(name),
  }));

function headerParameters(
  header: HeaderSlot,
  value: (key: string) => string,
): readonly BuiltParameter[] {
  switch (header.kind) {
    case "none":
      return [];
    case "text":
      return textParameters(header.text, value);
    case "location":
      return [
        {
          type: "location",
          location: {
            latitude: value("latitude"),
            longitude: value("longitude"),
            name: value("name"),
            address: value("address"),
          },
        },
      ];
    case "product":
      return [
        {
          type: "product",
          product: { product_retailer_id: value("product"), catalog_id: value("catalog") },
        },
      ];
    case "image":
    case "video":
    case "document":
      return [{ type: header.kind, [header.kind]: mediumOf(value("1")) }];
  }
}

/** By link when it is one, else by its id. */
const mediumOf = (value: string): { readonly link: string } | { readonly id: string } =>
  value.startsWith("https://") ? { link: value } : { id: value };

/** What a button says; null for one that says nothing, or need not. */
function buttonParameter(button: ButtonSlot, value: string): BuiltParameter | null {
  switch (button.kind) {
    case "url":
      return { type: "text", text: value };
    case "copy_code":
      return { type: "coupon_code", coupon_code: value };
    case "flow":
      // Meta's own word for a flow that is told nothing.
      return { type: "action", action: { flow_token: "unused" } };
    case "mpm": {
      const ids = productsIn(value);
      return {
        type: "action",
        action: {
          thumbnail_product_retailer_id: ids[0] ?? "",
          sections: [
            { title: "Items", product_items: ids.map((id) => ({ product_retailer_id: id })) },
          ],
        },
      };
    }
    case "quick_reply":
    case "catalog":
    case "nothing":
      return null;
  }
}

const offerComponent = (expiresAt: string): BuiltComponent => ({
  type: "limited_time_offer",
  parameters: [
    {
      type: "limited_time_offer",
      limited_time_offer: { expiration_time_ms: instantOf(expiresAt) },
    },
  ],
});

const carouselComponent = (
  cards: readonly CardSlots[],
  value: (key: string) => string,
): BuiltComponent => ({
  type: "carousel",
  cards: cards.map((card, i) => ({
    card_index: i,
    components: partComponents(card, { value: (key) => value(`card.${i}.${key}`), code: null }),
  })),
});
