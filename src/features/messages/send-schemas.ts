import { z } from "@hono/zod-openapi";

import { MESSAGE_PURPOSES } from "#core/message/states";
import { lengthOf } from "#core/whatsapp/template-text";
import { givenId } from "#platform/http/id-of";

const TEXT_LENGTH_MAX = 4096;
const METADATA_MAX_BYTES = 4096;

const OTHER_TYPE = "Only text and template messages can be sent.";

/** Meta's types that cannot be sent from here. */
const OTHER_TYPES: ReadonlySet<string> = new Set([
  "audio",
  "contacts",
  "document",
  "image",
  "interactive",
  "location",
  "reaction",
  "sticker",
  "video",
]);

const TextContent = z.strictObject({
  body: z
    .string()
    .refine((text) => text.trim() !== "", {
      message: "Must not be blank.",
      params: { code: "blank" },
    })
    .refine((text) => lengthOf(text) <= TEXT_LENGTH_MAX, {
      message: `At most ${TEXT_LENGTH_MAX} characters.`,
      params: { code: "too_long" },
    })
    .openapi({
      maxLength: TEXT_LENGTH_MAX,
      description: "The text, as the person will see it.",
      example: "Your order has shipped.",
    }),
  preview_url: z
    .boolean()
    .optional()
    .openapi({ description: "Show a preview of the first link.", example: false }),
});

const TemplateContent = z
  .looseObject({
    name: z
      .string()
      .min(1)
      .max(512)
      .openapi({ description: "The template's name.", example: "order_shipped" }),
    language: z
      .looseObject({
        code: z
          .string()
          .min(1)
          .max(20)
          .openapi({ description: "The template's language code.", example: "en_US" }),
      })
      .openapi({ description: "Which translation of the template." }),
  })
  .openapi({
    description:
      "Meta's `template` object: name, language and the components that have parameters.",
  });

const members = z.looseObject({
  from: givenId("number").optional().openapi({
    description: "The number to send from. May be left out when the workspace has exactly one.",
  }),
  to: z.string().min(1).max(256).openapi({
    description:
      "A phone number, or a contact: `con_…`, `phone:+…`, `bsuid:…`, `ext:…`. An unknown phone or user id becomes a contact.",
    example: "+5511987654321",
  }),
  type: z.string().optional().openapi({
    description: "`text` or `template`. May be left out: the one type that is given is meant.",
    example: "text",
  }),
  text: TextContent.optional().openapi({ description: "Meta's `text` object." }),
  template: TemplateContent.optional(),
  context: z
    .strictObject({
      message_id: z.string().min(1).max(512).openapi({
        description: "Our id of the message, or Meta's.",
        example: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g",
      }),
    })
    .optional()
    .openapi({ description: "The message that is answered to." }),
  client_ref: z.string().min(1).max(255).optional().openapi({
    description: "Your own reference; found by `?client_ref=`.",
    example: "order-1042",
  }),
  client_ref_unique: z.boolean().optional().openapi({
    description: "Refuse the message when another one has this `client_ref`.",
    example: true,
  }),
  metadata: z
    .record(z.string(), z.unknown())
    .refine((value) => JSON.stringify(value).length <= METADATA_MAX_BYTES, {
      message: `At most ${METADATA_MAX_BYTES} characters as JSON.`,
      params: { code: "too_long" },
    })
    .optional()
    .openapi({
      description: "Kept with the message and answered as it is, at most 4,096 characters of JSON.",
      example: { order: 1042 },
    }),
  purpose: z.enum(MESSAGE_PURPOSES).optional().openapi({
    description:
      "MARKETING templates are always `marketing`, other templates `transactional`, everything else `service` unless you say otherwise.",
    example: "service",
  }),
  messaging_product: z
    .unknown()
    .optional()
    .openapi({ description: "Accepted and ignored.", example: "whatsapp" }),
  recipient_type: z.unknown().optional().openapi({
    description: "Accepted and ignored, but that a `group` cannot be written to.",
    example: "individual",
  }),
});

type Given = z.infer<typeof members>;
type Content =
  | { readonly type: "text"; readonly content: z.infer<typeof TextContent> }
  | { readonly type: "template"; readonly content: z.infer<typeof TemplateContent> };

/** Body of `POST /v1/messages`: Meta's shape with our members beside it. */
export const SendMessageBody = members
  .superRefine((body, ctx) => {
    for (const key of Object.keys(body)) {
      if (key in members.shape) continue;
      if (OTHER_TYPES.has(key)) refuse(ctx, key, OTHER_TYPE);
      else ctx.addIssue({ code: "unrecognized_keys", keys: [key], input: body, path: [] });
    }
    if (body.type !== undefined && body.type !== "text" && body.type !== "template")
      refuse(ctx, "type", OTHER_TYPE);
    if (body.recipient_type === "group")
      refuse(ctx, "recipient_type", "Groups cannot be written to.");
  })
  .transform((body, ctx) => {
    const content = contentOf(body);
    if (typeof content !== "string") return { ...body, ...content };
    ctx.addIssue({ code: "custom", path: ["type"], message: content });
    return z.NEVER;
  })
  .openapi("SendMessageBody", {
    additionalProperties: false,
    example: { to: "+5511987654321", text: { body: "Your order has shipped." } },
  });
export type SendMessageBody = z.infer<typeof SendMessageBody>;

const refuse = (ctx: z.RefinementCtx, member: string, message: string): void => {
  const params = { code: "unsupported_type" };
  ctx.addIssue({ code: "custom", path: [member], message, params });
};

/** The one content that is given, or why it is not clear. */
function contentOf(body: Given): Content | string {
  const { type, text, template } = body;
  if (text !== undefined && template !== undefined) return "Give exactly one of text and template.";
  if (text !== undefined && type !== "template") return { type: "text", content: text };
  if (template !== undefined && type !== "text") return { type: "template", content: template };
  return type === undefined
    ? "Give text or template."
    : `A message of type ${type} needs the member ${type}.`;
}
