import { z } from "zod";

import { coded, httpsLink, textUpTo, wordUpTo } from "#core/whatsapp/outgoing/parts";

/** Where the bytes of a medium are. */
const SOURCE = {
  id: wordUpTo(255, {
    description: "Meta's id of an uploaded medium.",
    example: "1013859600285441",
  }).optional(),
  link: httpsLink({
    description: "A public link instead, which Meta fetches.",
    example: "https://shop.example/parcel.jpg",
  }).optional(),
};

const CAPTION = {
  caption: textUpTo(1024, {
    description: "Text below the medium.",
    example: "Your parcel",
  }).optional(),
};

const FILENAME = {
  filename: textUpTo(255, {
    description: "Name that the person sees.",
    example: "invoice.pdf",
  }).optional(),
};

/** Whether a medium has the one source that it needs. */
const hasOneSource = (medium: { id?: string | undefined; link?: string | undefined }): boolean =>
  (medium.id === undefined) !== (medium.link === undefined);
const ONE_SOURCE = coded("id_or_link", "Give either an id or a link.");

/** A medium without words, as headers and template parameters take it. */
export const PlainMedium = z
  .strictObject(SOURCE)
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "The medium: either `id` or `link`." });

/** A document as headers and template parameters take it. */
export const PlainDocument = z
  .strictObject({ ...SOURCE, ...FILENAME })
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "The document: either `id` or `link`." });

/** Meta's `image` object. */
export const ImageContent = z
  .strictObject({ ...SOURCE, ...CAPTION })
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "Meta's `image` object: either `id` or `link`." });

/** Meta's `video` object. */
export const VideoContent = z
  .strictObject({ ...SOURCE, ...CAPTION })
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "Meta's `video` object: either `id` or `link`." });

/** Meta's `document` object. */
export const DocumentContent = z
  .strictObject({ ...SOURCE, ...CAPTION, ...FILENAME })
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "Meta's `document` object: either `id` or `link`." });

/** Meta's `audio` object. */
export const AudioContent = z
  .strictObject({
    ...SOURCE,
    voice: z.boolean().optional().meta({
      description: "Show it as a voice note; it must be OGG with OPUS, mono.",
      example: true,
    }),
  })
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "Meta's `audio` object: either `id` or `link`." });

/** Meta's `sticker` object. */
export const StickerContent = z
  .strictObject(SOURCE)
  .refine(hasOneSource, ONE_SOURCE)
  .meta({ description: "Meta's `sticker` object: either `id` or `link`." });
