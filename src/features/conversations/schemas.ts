import { z } from "@hono/zod-openapi";

import { ContactView } from "#features/contacts/index";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

export const CONVERSATION_STATUSES = ["open", "pending", "snoozed", "resolved"] as const;

/** Query of `GET /v1/conversations`. */
export const ListConversationsQuery = PageQuery.extend({
  status: z.enum(CONVERSATION_STATUSES).optional(),
  number: idOf("number").optional().openapi({ description: "Only this number's." }),
  unread: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ type: "boolean", description: "Only those with (or without) unread messages." }),
});
export type ListConversationsQuery = z.infer<typeof ListConversationsQuery>;

/** Body of `PATCH /v1/conversations/{id}`. */
export const UpdateConversationBody = z
  .strictObject({
    status: z
      .enum(CONVERSATION_STATUSES)
      .openapi({ description: "A message of the person opens it again." }),
  })
  .openapi("UpdateConversationBody");
export type UpdateConversationBody = z.infer<typeof UpdateConversationBody>;

export const ConversationView = z
  .object({
    id: idOf("conversation"),
    contact: orNull(ContactView),
    number_id: idOf("number"),
    status: z.enum(CONVERSATION_STATUSES),
    unread: z.int().openapi({ description: "Messages of the person that nobody has read." }),
    last_message: orNull(MessageView),
    last_activity_at: z.iso.datetime(),
    window_expires_at: z.iso.datetime().nullable().openapi({
      description: "Until when free-form messages may be sent; null when the person never wrote.",
    }),
    created_at: z.iso.datetime(),
  })
  .openapi("Conversation");
export type ConversationView = z.infer<typeof ConversationView>;
