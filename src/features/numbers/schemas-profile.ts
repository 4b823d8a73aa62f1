import { z } from "@hono/zod-openapi";

import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

/** Meta's words for what a business does. */
export const VERTICALS = [
  "OTHER",
  "AUTO",
  "BEAUTY",
  "APPAREL",
  "EDU",
  "ENTERTAIN",
  "EVENT_PLAN",
  "FINANCE",
  "GROCERY",
  "GOVT",
  "HOTEL",
  "HEALTH",
  "NONPROFIT",
  "PROF_SERVICES",
  "RETAIL",
  "TRAVEL",
  "RESTAURANT",
  "ALCOHOL",
  "ONLINE_GAMBLING",
  "PHYSICAL_GAMBLING",
  "OTC_DRUGS",
] as const;

const website = z
  .string()
  .max(256)
  .regex(/^https?:\/\/\S+$/, "Must be a URL that begins with http:// or https://.");

const EXAMPLE = {
  about: "Fresh bread since 1962",
  address: "Rua Augusta 100, São Paulo",
  description: "Family bakery. We bake at five and close at eight.",
  email: "hello@bakery.example",
  website: "https://bakery.example",
} as const;

/** What may be changed of a profile. */
export const UpdateProfileBody = z
  .strictObject({
    about: z.string().min(1).max(139).optional().openapi({
      description: "The line under the name, 1 to 139 characters; it cannot be emptied.",
      example: EXAMPLE.about,
    }),
    address: z.string().max(256).optional().openapi({
      description: "Up to 256 characters; an empty text removes it.",
      example: EXAMPLE.address,
    }),
    description: z.string().max(512).optional().openapi({
      description: "Up to 512 characters; an empty text removes it.",
      example: EXAMPLE.description,
    }),
    email: z
      .string()
      .max(128)
      .regex(/^$|^[^\s@]+@[^\s@]+$/, "Must be an e-mail address.")
      .optional()
      .openapi({
        description: "Up to 128 characters; an empty text removes it.",
        example: EXAMPLE.email,
      }),
    websites: z
      .array(website)
      .max(2)
      .optional()
      .openapi({
        description: "Up to two URLs; an empty list removes them.",
        example: [EXAMPLE.website],
      }),
    vertical: z.enum(VERTICALS).optional().openapi({
      description: "What the business does, in Meta's word.",
      example: "RESTAURANT",
    }),
    profile_picture_handle: z
      .string()
      .regex(/^[\x21-\x7e]{1,2048}$/, "Must be a handle of Meta's resumable upload.")
      .optional()
      .openapi({
        description: "The picture, by the handle that Meta's resumable upload gave for it.",
        example: "4::aW1hZ2UvanBlZw==",
      }),
  })
  .refine((body) => Object.keys(body).length > 0, "Must change something.")
  .openapi("UpdateNumberProfileBody");
export type UpdateProfileBody = z.infer<typeof UpdateProfileBody>;

export const ProfileView = z
  .object({
    number_id: idOf("number"),
    about: z
      .string()
      .nullable()
      .openapi({ description: "The line under the name.", example: EXAMPLE.about }),
    address: z.string().nullable().openapi({ description: "Where.", example: EXAMPLE.address }),
    description: z
      .string()
      .nullable()
      .openapi({ description: "What the business says of itself.", example: EXAMPLE.description }),
    email: z.string().nullable().openapi({ description: "E-mail.", example: EXAMPLE.email }),
    profile_picture_url: z.string().nullable().openapi({
      description: "Where Meta shows the picture; the address ends after some time.",
      example: "https://pps.whatsapp.net/v/t61.jpg",
    }),
    websites: z
      .array(z.string())
      .openapi({ description: "Up to two URLs.", example: [EXAMPLE.website] }),
    vertical: z.string().nullable().openapi({
      description: "What the business does, in Meta's word.",
      example: "RESTAURANT",
    }),
  })
  .openapi("NumberProfile");
export type ProfileView = z.infer<typeof ProfileView>;

const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Extended_Pictographic}/u.test(text), "Must not hold emoji.");

const commandName = z
  .string()
  .regex(/^[a-zA-Z0-9_]{1,32}$/, "Must be 1 to 32 letters, digits or underscores.");

const Command = z.strictObject({
  name: commandName.openapi({ description: "What follows the slash.", example: "hours" }),
  description: plainText(256).openapi({
    description: "What it does, 1 to 256 characters without emoji.",
    example: "When we are open",
  }),
});

export const ComponentsBody = z
  .strictObject({
    ice_breakers: z
      .array(plainText(80))
      .max(4)
      .openapi({
        description: "What somebody who opens an empty chat may tap: up to 4, 80 characters each.",
        example: ["Show me the menu"],
      }),
    commands: z
      .array(Command)
      .max(30)
      .refine(
        (commands) => new Set(commands.map(({ name }) => name)).size === commands.length,
        "Names must differ.",
      )
      .openapi({ description: "What may be chosen after a slash: up to 30." }),
  })
  .openapi("NumberComponentsBody");
export type ComponentsBody = z.infer<typeof ComponentsBody>;

export const ComponentsView = z
  .object({
    number_id: idOf("number"),
    ice_breakers: z.array(z.string()).openapi({
      description: "What somebody who opens an empty chat may tap.",
      example: ["Show me the menu"],
    }),
    commands: z
      .array(
        z.object({
          name: z.string().openapi({ description: "What follows the slash.", example: "hours" }),
          description: z
            .string()
            .openapi({ description: "What it does.", example: "When we are open" }),
        }),
      )
      .openapi({ description: "What may be chosen after a slash." }),
  })
  .openapi("NumberComponents");
export type ComponentsView = z.infer<typeof ComponentsView>;

const prefilled = z.string().min(1).max(140).openapi({
  description: "What the person finds written, 1 to 140 characters.",
  example: "I would like to order bread.",
});

const image = z.enum(["png", "svg"]).default("svg").openapi({
  description: "The kind of picture; `svg` when absent.",
  example: "svg",
});

export const CreateQrCodeBody = z
  .strictObject({ prefilled_message: prefilled, image })
  .openapi("CreateQrCodeBody");
export type CreateQrCodeBody = z.infer<typeof CreateQrCodeBody>;

export const UpdateQrCodeBody = z
  .strictObject({ prefilled_message: prefilled, image })
  .openapi("UpdateQrCodeBody");
export type UpdateQrCodeBody = z.infer<typeof UpdateQrCodeBody>;

export const QrCodeView = z
  .object({
    code: z.string().openapi({ description: "Meta's name of it.", example: "ANED2T5QRU7HG1" }),
    prefilled_message: z.string().openapi({
      description: "What the person finds written.",
      example: "I would like to order bread.",
    }),
    deep_link_url: z.string().openapi({
      description: "A short link that does the same.",
      example: "https://wa.me/message/ANED2T5QRU7HG1",
    }),
    qr_image_url: z.string().nullable().openapi({
      description: "Where Meta shows the picture; the address ends after some time.",
      example: "https://scontent.xx.fbcdn.net/qr.svg",
    }),
  })
  .openapi("QrCode");
export type QrCodeView = z.infer<typeof QrCodeView>;

export const QrCodePage = pageOf(QrCodeView).openapi("QrCodePage");
