import { z } from "@hono/zod-openapi";

import { isId, type Id } from "#core/ids";
import { MESSAGE_DIRECTIONS, MESSAGE_PURPOSES, MESSAGE_STATES } from "#core/message/states";
import { PageQuery } from "#platform/http/cursor";

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
    id: z
      .custom<Id<"message">>()
      .openapi({ type: "string", example: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g" }),
    direction: z.enum(MESSAGE_DIRECTIONS),
    number_id: z.string(),
    contact_id: z.string(),
    conversation_id: z.string().nullable(),
    campaign_id: z.string().nullable(),
    type: z.string().openapi({ example: "text" }),
    content: z.unknown().openapi({ description: "Meta's object of that type." }),
    status: z
      .enum(MESSAGE_STATES)
      .openapi({ description: "Where the message is on its way to the person." }),
    skip_reason: z.string().nullable(),
    wamid: z.string().nullable(),
    client_ref: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    purpose: z.enum(MESSAGE_PURPOSES).nullable(),
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
    pricing: z.unknown(),
    created_at: z.iso.datetime().openapi({ description: "RFC 3339, UTC, milliseconds." }),
  })
  .openapi("Message");
export type MessageView = z.infer<typeof MessageView>;

/** Query of `GET /v1/messages`. */
export const ListMessagesQuery = PageQuery.extend({
  wamid: z.string().min(1).max(512).optional().openapi({ description: "Meta's id." }),
  client_ref: z.string().min(1).max(255).optional().openapi({ description: "Your reference." }),
  campaign: z
    .string()
    .refine((text) => isId("campaign", text), "Must be a campaign's id.")
    .optional()
    .openapi({ description: "Only this campaign's." }),
  number: z
    .string()
    .refine((text) => isId("number", text), "Must be a number's id.")
    .optional()
    .openapi({ description: "Only what this number sent or received." }),
  direction: z.enum(MESSAGE_DIRECTIONS).optional(),
  status: z.enum(MESSAGE_STATES).optional(),
});
export type ListMessagesQuery = z.infer<typeof ListMessagesQuery>;
