import { z } from "@hono/zod-openapi";

import { CONVERSATION_STATUSES } from "#core/conversation/states";
import { ContactView } from "#features/contacts/index";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Query of `GET /v1/conversations`. */
export const ListConversationsQuery = PageQuery.extend({
  status: z
    .enum(CONVERSATION_STATUSES)
    .optional()
    .openapi({ description: "Only in this status.", example: "open" }),
  number: idOf("number").optional().openapi({ description: "Only this number's." }),
  unread: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({
      type: "boolean",
      description: "Only those with (or without) unread messages.",
      example: true,
    }),
});
export type ListConversationsQuery = z.infer<typeof ListConversationsQuery>;

/** Body of `PATCH /v1/conversations/{id}`. */
export const UpdateConversationBody = z
  .strictObject({
    status: z.enum(CONVERSATION_STATUSES).openapi({
      description: "The new status. A message of the person opens it again.",
      example: "resolved",
    }),
  })
  .openapi("UpdateConversationBody");
export type UpdateConversationBody = z.infer<typeof UpdateConversationBody>;

export const ConversationView = z
  .object({
    id: idOf("conversation"),
    contact: orNull(ContactView).openapi({
      description: "The person; null when the contact is gone.",
    }),
    number_id: idOf("number").openapi({ description: "The number that the thread runs over." }),
    status: z
      .enum(CONVERSATION_STATUSES)
      .openapi({ description: "What your team has made of it.", example: "open" }),
    unread: z
      .int()
      .openapi({ description: "Messages of the person that nobody has read.", example: 2 }),
    last_message: orNull(MessageView).openapi({
      description: "The newest message; null when there is none.",
    }),
    last_activity_at: instant("When somebody last wrote; lists are in this order."),
    window_expires_at: instant(
      "Until when free-form messages may be sent; null when the person never wrote.",
    ).nullable(),
    created_at: instant("When the thread began."),
  })
  .openapi("Conversation", { description: "The thread with one person over one number." });
export type ConversationView = z.infer<typeof ConversationView>;

export const ConversationPage = pageOf(ConversationView).openapi("ConversationPage");
