import { z } from "@hono/zod-openapi";

import { CONVERSATION_STATUSES } from "#core/conversation/states";
import { ContactView } from "#features/contacts/index";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const flag = (description: string) =>
  z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ type: "boolean", description, example: true });

/** Query of `GET /v1/conversations`. */
export const ListConversationsQuery = PageQuery.extend({
  status: z
    .enum(CONVERSATION_STATUSES)
    .optional()
    .openapi({ description: "Only in this status.", example: "open" }),
  number: idOf("number").optional().openapi({ description: "Only this number's." }),
  unread: flag("Only those with (or without) unread messages."),
  contact: z.string().min(1).max(256).optional().openapi({
    description:
      "Only those with this contact: `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. Those in which only campaigns have spoken are among them.",
    example: "con_01k9zq3v6m8r2t4w6y8a0c2e4g",
  }),
  has_written: flag("Only those in which the person has (or has never) written."),
  needs_reply: flag(
    "Only those that are open and in which the person wrote last (or the others). A campaign's message is no reply.",
  ),
});
export type ListConversationsQuery = z.infer<typeof ListConversationsQuery>;

/** Query of `GET /v1/conversations/counts`. */
export const CountConversationsQuery = z.strictObject({
  number: idOf("number").optional().openapi({ description: "Only this number's." }),
});
export type CountConversationsQuery = z.infer<typeof CountConversationsQuery>;

const counted = (description: string) =>
  z
    .object({
      count: z.int().nonnegative().openapi({ description: "How many.", example: 12 }),
      count_is: z.enum(["exact", "at_least"]).openapi({
        description: "`at_least` when there are more conversations than were looked at.",
        example: "exact",
      }),
    })
    .openapi({ description });

export const ConversationCounts = z
  .object({
    needs_reply: counted("Open, and the person wrote last."),
    unread: counted("With messages that nobody has read."),
    has_written: counted("The person has written."),
    all: counted("All; those in which only campaigns have spoken are none."),
  })
  .openapi("ConversationCounts");
export type ConversationCounts = z.infer<typeof ConversationCounts>;

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
