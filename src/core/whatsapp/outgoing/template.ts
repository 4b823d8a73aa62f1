/**
 * Meta's `template` object as it is sent: its shape alone. Whether it fits the template that it names is in
 * `template-parameters.ts`.
 */
import { z } from "zod";

import { productId, ProductSections } from "#core/whatsapp/outgoing/interactive-products";
import { LocationContent } from "#core/whatsapp/outgoing/location";
import { PlainDocument, PlainMedium } from "#core/whatsapp/outgoing/media";
import { coded, textUpTo, wordUpTo } from "#core/whatsapp/outgoing/parts";

const COMPONENT_TYPES = ["header", "body", "button", "limited_time_offer", "carousel"];
const CARDS_MAX = 10;

/** Words that Meta takes in any case. */
const wordAmong = (words: readonly string[], description: string) =>
  z
    .string()
    .refine(
      (word) => words.includes(word.toLowerCase()),
      coded("invalid_value", `One of ${words.join(", ")}.`),
    )
    .meta({ description, example: words[0] });

/** Money as older templates take it. */
const Currency = z
  .strictObject({
    fallback_value: textUpTo(1000, { description: "What is shown.", example: "$100.99" }),
    code: wordUpTo(3, { description: "ISO 4217 code.", example: "USD" }),
    amount_1000: z.int().meta({ description: "A thousand times the amount.", example: 100_990 }),
  })
  .meta({ description: "Of `currency`." });

/** A day as older templates take it: Meta shows the fallback and ignores the rest. */
const DateTime = z
  .strictObject({
    fallback_value: textUpTo(1000, { description: "What is shown.", example: "1 May" }),
    calendar: z.string().optional().meta({ description: "Ignored by Meta.", example: "GREGORIAN" }),
    ...Object.fromEntries(
      ["year", "month", "day_of_month", "day_of_week", "hour", "minute", "timestamp"].map(
        (part) => [part, z.int().optional().meta({ description: "Ignored by Meta.", example: 1 })],
      ),
    ),
  })
  .meta({ description: "Of `date_time`." });

const Action = z
  .strictObject({
    flow_token: wordUpTo(1024, {
      description: "Comes back with what the person entered in the flow.",
      example: "order-1042",
    }).optional(),
    flow_action_data: z
      .record(z.string(), z.unknown())
      .meta({ description: "What the flow's first screen gets.", example: { order: "1042" } })
      .optional(),
    thumbnail_product_retailer_id: productId.optional(),
    sections: ProductSections.optional(),
  })
  .meta({ description: "Of `action`: for buttons with a flow, a catalog or products." });

/** One value. Which member it needs follows from its type, and which types fit from the template. */
export const TemplateParameter = z.strictObject({
  type: z.string().meta({
    description:
      "`text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.",
    example: "text",
  }),
  parameter_name: z
    .string()
    .optional()
    .meta({ description: "The variable, of a template with named ones.", example: "first_name" }),
  text: z
    .union([z.string(), z.boolean()])
    .optional()
    .meta({ description: "Of `text`.", example: "Ana" }),
  currency: Currency.optional(),
  date_time: DateTime.optional(),
  image: PlainMedium.optional(),
  video: PlainMedium.optional(),
  document: PlainDocument.optional(),
  location: LocationContent.optional(),
  product: z
    .strictObject({
      product_retailer_id: productId,
      catalog_id: wordUpTo(255, { description: "Meta's catalog.", example: "194836987003835" }),
    })
    .meta({ description: "Of `product`." })
    .optional(),
  payload: z
    .string()
    .optional()
    .meta({ description: "Of `payload`: comes back when pressed.", example: "track-1042" }),
  coupon_code: z
    .string()
    .optional()
    .meta({ description: "Of `coupon_code`: what is copied.", example: "SPRING25" }),
  action: Action.optional(),
  limited_time_offer: z
    .strictObject({
      expiration_time_ms: z
        .int()
        .positive()
        .meta({ description: "When the offer ends.", example: 1_785_900_000_000 }),
    })
    .meta({ description: "Of `limited_time_offer`." })
    .optional(),
});
export type TemplateParameter = z.infer<typeof TemplateParameter>;

const component = {
  type: wordAmong(COMPONENT_TYPES, `One of ${COMPONENT_TYPES.join(", ")}.`),
  sub_type: z.string().optional().meta({
    description: "Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.",
    example: "url",
  }),
  index: z
    .union([z.string().regex(/^\d$/), z.int().min(0).max(9)])
    .optional()
    .meta({ description: "Place of a button in the template, from 0.", example: "0" }),
  parameters: z
    .array(TemplateParameter)
    .optional()
    .meta({ description: "Values, in the order of the variables." }),
};

const Card = z.strictObject({
  card_index: z
    .int()
    .meta({ description: "Place of the card, from 0.", example: 0, minimum: 0, maximum: 9 }),
  components: z
    .array(z.strictObject(component))
    .meta({ description: "The card's header, body and buttons." }),
});

export const TemplateComponentContent = z.strictObject({
  ...component,
  cards: z
    .array(Card)
    .max(CARDS_MAX)
    .optional()
    .meta({ description: "Of `carousel`: every card of the template." }),
});
export type TemplateComponentContent = z.infer<typeof TemplateComponentContent>;

/** Meta's `template` object. */
export const TemplateContent = z
  .strictObject({
    name: wordUpTo(512, { description: "The template's name.", example: "order_shipped" }),
    language: z
      .strictObject({
        code: wordUpTo(64, { description: "The template's language code.", example: "en_US" }),
        policy: z
          .literal("deterministic")
          .optional()
          .meta({ description: "Always `deterministic`.", example: "deterministic" }),
      })
      .meta({ description: "Which translation of the template." }),
    components: z
      .array(TemplateComponentContent)
      .optional()
      .meta({ description: "The components that have parameters." }),
  })
  .meta({
    description:
      "Meta's `template` object: name, language and the components that have parameters.",
  });
export type TemplateContent = z.infer<typeof TemplateContent>;
