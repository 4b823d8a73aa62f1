import { z } from "@hono/zod-openapi";

import { MESSAGE_STATES } from "#core/conversation/status";
import { PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

/** Always there, whatever it is: `z.unknown()` would count as a member that may be missing. */
const json = z.custom<unknown>((value) => value !== undefined);
const instant = z.iso.datetime().nullable();

/** Why Meta did not take or deliver a message, and what to do about it. */
export const MessageError = z.object({
  code: z.string().openapi({ example: "meta_131026" }),
  meta_code: z.int().openapi({ description: "Meta's error code.", example: 131026 }),
  title: z.string(),
  detail: z.string().nullable(),
  fbtrace_id: z.string().nullable(),
  remedy: z.string().openapi({ description: "What a person can do about it." }),
  retryable: z.boolean(),
});
export type MessageError = z.infer<typeof MessageError>;

export const MessageView = z
  .object({
    id: idOf("message"),
    direction: z.enum(["inbound", "outbound"]),
    number_id: idOf("number"),
    contact_id: idOf("contact"),
    conversation_id: idOf("conversation").nullable(),
    campaign_id: idOf("campaign").nullable(),
    type: z.string().openapi({ example: "text" }),
    content: json.openapi({
      type: ["object", "array", "null"],
      description: "Meta's object of that type; null when it is not kept.",
    }),
    status: z
      .enum(MESSAGE_STATES)
      .openapi({ description: "Where the message is on its way to the person." }),
    skip_reason: z.string().nullable(),
    wamid: z.string().nullable(),
    client_ref: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    purpose: z.enum(["marketing", "transactional", "service"]).nullable(),
    error: MessageError.nullable(),
    timestamps: z.object({
      received_at: instant,
      queued_at: instant,
      accepted_at: instant,
      held_at: instant,
      sent_at: instant,
      delivered_at: instant,
      read_at: instant,
      played_at: instant,
      failed_at: instant,
    }),
    pricing: json.openapi({
      type: ["object", "null"],
      description: "Meta's pricing of the message, as it came; null before a status tells it.",
    }),
    created_at: z.iso.datetime().openapi({ description: "RFC 3339, UTC, milliseconds." }),
  })
  .openapi("Message");
export type MessageView = z.infer<typeof MessageView>;

/** Query of `GET /v1/messages`. */
export const ListMessagesQuery = PageQuery.extend({
  wamid: z.string().min(1).max(512).optional().openapi({ description: "Meta's id." }),
  client_ref: z.string().min(1).max(255).optional().openapi({ description: "Your reference." }),
  campaign: idOf("campaign").optional().openapi({ description: "Only this campaign's." }),
  number: idOf("number")
    .optional()
    .openapi({ description: "Only what this number sent or received." }),
  direction: z.enum(["inbound", "outbound"]).optional(),
  status: z.enum(MESSAGE_STATES).optional(),
});
export type ListMessagesQuery = z.infer<typeof ListMessagesQuery>;
