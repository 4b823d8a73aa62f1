import { z } from "@hono/zod-openapi";

import { MEDIA_STATUSES } from "#core/media/states";
import { MEDIA_TYPES, OCTET_STREAM } from "#core/media/types";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const members = {
  id: idOf("media"),
  status: z.enum(MEDIA_STATUSES).openapi({
    description:
      "`pending` until it is fetched from Meta, `stored` once it is here, `failed` when it could not be had, `expired` when Meta keeps it no longer.",
    example: "stored",
  }),
  mime_type: z
    .string()
    .openapi({ description: "Its type, as it was declared.", example: "image/jpeg" }),
  size: z.int().nullable().openapi({
    description: "Bytes; null until it is stored.",
    example: 48_213,
  }),
  filename: z.string().nullable().openapi({
    description:
      "What it was called, without what no file name should hold; null when nobody said.",
    example: "invoice.pdf",
  }),
  url: z.string().nullable().openapi({
    description:
      "A link to its bytes that needs no credential, good for 15 to 30 minutes; null until it is stored.",
    example:
      "https://waqtor.example/media/med_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g&expires=1795000500&signature=q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx",
  }),
};

/** The medium of a message, beside its content. */
export const MessageMedia = z.object(members).openapi("MessageMedia");
export type MessageMedia = z.infer<typeof MessageMedia>;

export const MediaView = z
  .object({
    ...members,
    sha256: z.string().nullable().openapi({
      description: "SHA-256 of its bytes, hex; null while nobody knows it.",
      example: SHA256,
    }),
    message_id: idOf("message").nullable().openapi({
      description: "The incoming message that it came with; null for what was uploaded.",
    }),
    error: z.string().nullable().openapi({
      description: "Why it could not be fetched, last; null when nothing went wrong.",
      example: null,
    }),
    created_at: instant("When it was uploaded, or its message came in."),
  })
  .openapi("Media");
export type MediaView = z.infer<typeof MediaView>;

/** Query of a signed link. */
export const LinkQuery = z.strictObject({
  workspace: z.string().max(64).openapi({
    description: "The workspace.",
    example: "ws_01k9zq3v6m8r2t4w6y8a0c2e4g",
  }),
  expires: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .openapi({
      type: "integer",
      minimum: 0,
      description: "When the link runs out, Unix seconds.",
      example: 1_795_000_500,
    }),
  signature: z.string().max(64).openapi({
    description: "Proves that the link was made here.",
    example: "q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx",
  }),
});

/** Bytes in a contract: not a zod schema, so that nobody reads the body to validate it. */
const bytes = (description: string) => ({ type: "string" as const, format: "binary", description });
const FILE_ITSELF = { schema: bytes("The file's bytes.") };
const text = (description: string, example: string) => ({
  type: "string" as const,
  description,
  example,
});

/** A body that is the file itself, or a form with the file in it. */
export const UPLOAD = {
  required: true,
  description: "The file itself under its own type, or a form with the file in it.",
  content: {
    "multipart/form-data": {
      schema: {
        type: "object" as const,
        required: ["file"],
        properties: {
          file: bytes("The file, with its type."),
          type: text(
            "The file's type, when the part does not say it. Stands before the file.",
            "image/jpeg",
          ),
          messaging_product: text("Accepted and ignored, as in Meta's form.", "whatsapp"),
        },
      },
    },
    ...Object.fromEntries(MEDIA_TYPES.map(({ mimeType }) => [mimeType, FILE_ITSELF])),
  },
};

/** An answer that is a file. */
export const FILE = {
  content: Object.fromEntries(
    [...MEDIA_TYPES.map(({ mimeType }) => mimeType), OCTET_STREAM].map((type) => [
      type,
      FILE_ITSELF,
    ]),
  ),
};
