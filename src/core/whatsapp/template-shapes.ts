/** The components of a template in Meta's shape. Source: Meta, "Template components" and the pages of the kinds. */
import { z } from "zod";

import { TemplateButton } from "#core/whatsapp/template-button-shapes";

/** Samples of named variables. */
const NamedSamples = z.array(z.strictObject({ param_name: z.string(), example: z.string() }));

const TextHeader = z.strictObject({
  type: z.literal("HEADER"),
  format: z.literal("TEXT"),
  text: z.string(),
  example: z
    .strictObject({
      header_text: z.array(z.string()).optional(),
      header_text_named_params: NamedSamples.optional(),
    })
    .optional(),
});
const MediaHeader = z.strictObject({
  type: z.literal("HEADER"),
  format: z.literal(["IMAGE", "VIDEO", "DOCUMENT", "GIF"]),
  example: z.strictObject({ header_handle: z.array(z.string()).optional() }).optional(),
});
const PlainHeader = z.strictObject({
  type: z.literal("HEADER"),
  format: z.literal(["LOCATION", "PRODUCT"]),
});
const Header = z.discriminatedUnion("format", [TextHeader, MediaHeader, PlainHeader]);

const Body = z.strictObject({
  type: z.literal("BODY"),
  /** Absent in an authentication template: Meta writes it. */
  text: z.string().optional(),
  example: z
    .strictObject({
      body_text: z.array(z.array(z.string())).optional(),
      body_text_named_params: NamedSamples.optional(),
    })
    .optional(),
  add_security_recommendation: z.boolean().optional(),
});
const Footer = z.strictObject({
  type: z.literal("FOOTER"),
  /** Absent in an authentication template: Meta writes it. */
  text: z.string().optional(),
  code_expiration_minutes: z.number().optional(),
});
const Buttons = z.strictObject({ type: z.literal("BUTTONS"), buttons: z.array(TemplateButton) });
const Offer = z.strictObject({
  type: z.literal("LIMITED_TIME_OFFER"),
  limited_time_offer: z.strictObject({ text: z.string(), has_expiration: z.boolean().optional() }),
});
const Card = z.strictObject({
  components: z.array(z.discriminatedUnion("type", [Header, Body, Buttons])),
});
const Carousel = z.strictObject({ type: z.literal("CAROUSEL"), cards: z.array(Card) });

/** The shape of a component by its type. */
export const COMPONENT_SHAPES = {
  HEADER: Header,
  BODY: Body,
  FOOTER: Footer,
  BUTTONS: Buttons,
  LIMITED_TIME_OFFER: Offer,
  CAROUSEL: Carousel,
} as const;

/** A component whose every member is known, in Meta's shape. */
export type KnownComponent = z.infer<(typeof COMPONENT_SHAPES)[keyof typeof COMPONENT_SHAPES]>;

/** One card of a carousel. */
export type TemplateCard = z.infer<typeof Card>;
