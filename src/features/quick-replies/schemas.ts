import { z } from "@hono/zod-openapi";

import { isBlank } from "#core/contact/tag";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Characters of a text message; those of a file's caption are fewer. */
const TEXT_LENGTH_MAX = 4_096;
export const CAPTION_LENGTH_MAX = 1_024;

const text = z
  .string()
  .trim()
  .min(1)
  .max(TEXT_LENGTH_MAX)
  .refine((given) => !isBlank(given), { message: "Must not be blank.", params: { code: "blank" } })
  .openapi({
    description:
      "What it says. `{{contact.name|there}}` is filled in, with what stands behind the bar when there is nothing: `contact.name`, `contact.first_name`, `contact.phone`, `contact.language`, `contact.fields.<key>`, `agent.name`, `number.name`.",
    example: "Hi {{contact.name|there}}, we are open until six.",
  });
const shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .refine((given) => /^[\p{L}\p{N}_-]{1,32}$/u.test(given), {
    message: "Letters, digits, `_` and `-`, at most 32.",
    params: { code: "invalid_shortcut" },
  })
  .openapi({
    description: "What is typed for it behind a `/`: letters, digits, `_` and `-`, at most 32.",
    example: "hours",
  });
const mediaId = givenId("media").nullable();

/** Body of `POST /v1/quick-replies`. */
export const QuickReplyBody = z
  .strictObject({
    shortcut,
    text,
    media_id: mediaId.optional().openapi({
      description: "A file of ours that it is sent with: the text is its caption then.",
    }),
  })
  .openapi("QuickReplyBody");
export type QuickReplyBody = z.infer<typeof QuickReplyBody>;

/** Body of `PATCH /v1/quick-replies/{id}`. */
export const UpdateQuickReplyBody = QuickReplyBody.partial().openapi("UpdateQuickReplyBody");
export type UpdateQuickReplyBody = z.infer<typeof UpdateQuickReplyBody>;

export const QuickReplyView = z
  .object({
    id: idOf("quickReply"),
    shortcut: z
      .string()
      .openapi({ description: "What is typed for it behind a `/`.", example: "hours" }),
    text: z.string().openapi({
      description: "What it says, with its variables.",
      example: "Hi {{contact.name|there}}, we are open until six.",
    }),
    media_id: idOf("media")
      .nullable()
      .openapi({ description: "The file that it is sent with; null without one." }),
    created_at: instant("When it was made."),
    updated_at: instant("When it was last changed."),
  })
  .openapi("QuickReply", { description: "An answer that a team writes often." });
export type QuickReplyView = z.infer<typeof QuickReplyView>;

export const QuickReplyPage = pageOf(QuickReplyView).openapi("QuickReplyPage");

/** Body of `POST /v1/quick-replies/{id}/render`. */
export const RenderBody = z
  .strictObject({ conversation_id: givenId("conversation") })
  .openapi("RenderQuickReplyBody");
export type RenderBody = z.infer<typeof RenderBody>;

export const RenderedReply = z
  .object({
    text: z.string().openapi({
      description: "The text as it is to be sent; you send it with `POST /v1/messages`.",
      example: "Hi Ana, we are open until six.",
    }),
    media_id: idOf("media")
      .nullable()
      .openapi({ description: "The file that it is sent with; null without one." }),
  })
  .openapi("RenderedQuickReply");
export type RenderedReply = z.infer<typeof RenderedReply>;
