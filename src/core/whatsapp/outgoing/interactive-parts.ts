import { z } from "zod";

import { PlainDocument, PlainMedium } from "#core/whatsapp/outgoing/media";
import { textUpTo, webLink } from "#core/whatsapp/outgoing/parts";

const HEADER_LENGTH_MAX = 60;
const FOOTER_LENGTH_MAX = 60;
export const BODY_LENGTH_MAX = 1024;

/** A header of text. */
export const TextHeader = z
  .strictObject({
    type: z.literal("text").meta({ description: "A line of text.", example: "text" }),
    text: textUpTo(HEADER_LENGTH_MAX, { description: "The line.", example: "Your order" }),
  })
  .meta({ description: "The line above the body." });

const ImageHeader = z.strictObject({
  type: z.literal("image").meta({ description: "A picture.", example: "image" }),
  image: PlainMedium,
});
const VideoHeader = z.strictObject({
  type: z.literal("video").meta({ description: "A video.", example: "video" }),
  video: PlainMedium,
});
const DocumentHeader = z.strictObject({
  type: z.literal("document").meta({ description: "A document.", example: "document" }),
  document: PlainDocument,
});

/** A header of text or of a medium. */
export const Header = z
  .discriminatedUnion("type", [TextHeader, ImageHeader, VideoHeader, DocumentHeader])
  .meta({ description: "What stands above the body: a line, or a medium." });

/** A header that is a picture or a video. */
export const PictureHeader = z
  .discriminatedUnion("type", [ImageHeader, VideoHeader])
  .meta({ description: "The picture or video above the body." });

/** The body, of at most `max` characters. */
export const bodyUpTo = (max: number) =>
  z
    .strictObject({
      text: textUpTo(max, { description: "The text.", example: "How shall we send your order?" }),
    })
    .meta({ description: "The text of the message." });
export const Body = bodyUpTo(BODY_LENGTH_MAX);

export const Footer = z
  .strictObject({
    text: textUpTo(FOOTER_LENGTH_MAX, {
      description: "The small line.",
      example: "Bluebird Books",
    }),
  })
  .meta({ description: "The small line below the body." });

/** What the kinds share that have all four parts. */
export const PARTS = { header: Header.optional(), body: Body, footer: Footer.optional() };

export const BUTTON_LENGTH_MAX = 20;

/** The action of a button that opens a link. */
export const LinkAction = z
  .strictObject({
    name: z.literal("cta_url").meta({ description: "Always `cta_url`.", example: "cta_url" }),
    parameters: z
      .strictObject({
        display_text: textUpTo(BUTTON_LENGTH_MAX, {
          description: "What the button says.",
          example: "Track the parcel",
        }),
        url: webLink({ description: "What it opens.", example: "https://shop.example/track/1" }),
      })
      .meta({ description: "The button." }),
  })
  .meta({ description: "The button that opens a link." });

/** An action that has a name and nothing else. */
export const namedAction = <N extends string>(name: N, description: string) =>
  z
    .strictObject({
      name: z.literal(name).meta({ description: `Always \`${name}\`.`, example: name }),
    })
    .meta({ description });

/** The member that tells the kinds apart. */
export const kindOf = <N extends string>(kind: N, description: string) =>
  z.literal(kind).meta({ description, example: kind });
