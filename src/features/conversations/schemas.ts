import { z } from "@hono/zod-openapi";

import { distinctTags } from "#core/contact/tag";
import { parseConversationFilter } from "#core/conversation/filter";
import {
  CONVERSATION_PRIORITIES,
  CONVERSATION_STATUSES,
  WINDOW_STATES,
} from "#core/conversation/states";
import { CONVERSATION_TAGS_MAX } from "#core/conversation/tag-keys";
import { isId, type Id } from "#core/ids";
import { ContactView } from "#features/contacts/index";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { PAGE_MEMBERS, pageOf, PageQuery } from "#platform/http/cursor";
import { filterBody } from "#platform/http/filter-body";
import { givenId, idOf } from "#platform/http/id-of";
import { givenInstant, instant } from "#platform/http/instant";
import { tagText } from "#platform/http/tag-text";

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
  assignee: z
    .string()
    .refine((text) => text === "me" || text === "none" || isId("user", text), {
      message: "`usr_…`, `me` or `none`.",
      params: { code: "out_of_range" },
    })
    // Safe: the line above is the check.
    .transform((text) => text as Id<"user"> | "me" | "none")
    .optional()
    .openapi({
      type: "string",
      description: "Only those of a member (`usr_…`), of yourself (`me`), or of nobody (`none`).",
      example: "none",
    }),
  tag: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .openapi({ description: "Only those with this tag, in whatever case.", example: "refund" }),
  priority: z
    .enum(CONVERSATION_PRIORITIES)
    .optional()
    .openapi({ description: "Only those of this priority.", example: "urgent" }),
  snoozed: flag("Only those that are snoozed (or the others)."),
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
        description: "`exact`, since counters are kept with every change of a conversation.",
        example: "exact",
      }),
    })
    .openapi({ description });

export const ConversationCounts = z
  .object({
    needs_reply: counted("Open, and the person wrote last."),
    unread: counted("With messages that nobody has read."),
    has_written: counted("The person has written."),
    open: counted("Open, and the person has written."),
    mine: counted("Open, the person has written, and given to you; none of an API key."),
    unassigned: counted("Open, the person has written, and given to nobody."),
    all: counted("All; those in which only campaigns have spoken are none."),
  })
  .openapi("ConversationCounts");
export type ConversationCounts = z.infer<typeof ConversationCounts>;

const Assignee = z
  .strictObject({
    kind: z.literal("user").openapi({ description: "A member of the workspace.", example: "user" }),
    id: givenId("user"),
  })
  .openapi("Assignee");

/** Body of `PATCH /v1/conversations/{id}`. */
export const UpdateConversationBody = z
  .strictObject({
    status: z.enum(CONVERSATION_STATUSES).optional().openapi({
      description:
        "The new status. A message of the person opens it again. `snoozed` takes `snoozed_until` with it; `resolved` lets automations act again.",
      example: "resolved",
    }),
    snoozed_until: givenInstant.optional().openapi({
      type: "string",
      format: "date-time",
      description: "Snooze it until this instant, at most 365 days ahead; then it opens again.",
      example: "2026-11-25T08:00:00.000Z",
    }),
    assignee: Assignee.nullable().optional().openapi({
      description: "The member who deals with it; null for nobody.",
      example: null,
    }),
    priority: z
      .enum(CONVERSATION_PRIORITIES)
      .optional()
      .openapi({ description: "How urgent it is.", example: "high" }),
    tags: z
      .array(tagText)
      .max(CONVERSATION_TAGS_MAX)
      .transform(distinctTags)
      .optional()
      .openapi({
        type: "array",
        items: { type: "string" },
        description:
          "All of its tags, at most 20; spellings that differ in case are one tag, and the first is kept.",
        example: ["refund"],
      }),
  })
  .openapi("UpdateConversationBody", { example: { status: "resolved", tags: ["refund"] } });
export type UpdateConversationBody = z.infer<typeof UpdateConversationBody>;

const TIMEOUT_SECONDS_MAX = 30 * 24 * 60 * 60;

/** Body of `POST /v1/conversations/{id}/handoff`. */
export const HandoffBody = z
  .strictObject({
    timeout_seconds: z.int().min(60).max(TIMEOUT_SECONDS_MAX).optional().openapi({
      description:
        "After how long automations may act again by themselves, one minute to 30 days. Left out: once they are released, or the conversation is resolved.",
      example: 3600,
    }),
    reason: z.string().trim().min(1).max(1_024).optional().openapi({
      description: "Why a person is needed; it is left as a note.",
      example: "Asks for a human.",
    }),
  })
  .openapi("HandoffBody");
export type HandoffBody = z.infer<typeof HandoffBody>;

const ConversationFilterBody = filterBody(parseConversationFilter, {
  name: "ConversationFilter",
  fields:
    "`status`, `priority`, `window` and `number` (eq, ne, in), `assignee` (eq, ne, in, exists; `me` is whoever asks), `tags` (contains, exists), `unread`, `has_written` and `needs_reply` (eq), `last_inbound_at` (gt, gte, lt, lte, exists). `{}` is every conversation.",
  example: {
    and: [
      { field: "needs_reply", op: "eq", value: true },
      { field: "window", op: "eq", value: "closing" },
    ],
  },
});

/** Body of `POST /v1/conversations/search`. */
export const SearchConversationsBody = z
  .strictObject({
    filter: ConversationFilterBody,
    ...PAGE_MEMBERS,
  })
  .openapi("SearchConversationsBody");
export type SearchConversationsBody = z.infer<typeof SearchConversationsBody>;

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
    snoozed_until: instant("When a snoozed one opens again; null otherwise.").nullable(),
    assignee: z
      .object({
        kind: z
          .literal("user")
          .openapi({ description: "A member of the workspace.", example: "user" }),
        id: idOf("user"),
      })
      .nullable()
      .openapi({ description: "The member who deals with it; null for nobody.", example: null }),
    priority: z
      .enum(CONVERSATION_PRIORITIES)
      .openapi({ description: "How urgent it is.", example: "normal" }),
    tags: z
      .array(z.string())
      .openapi({ description: "Its tags, as first spelled.", example: ["refund"] }),
    bot_active: z.boolean().openapi({
      description: "Whether automations may act in it; not after a handoff.",
      example: true,
    }),
    unread: z
      .int()
      .openapi({ description: "Messages of the person that nobody has read.", example: 2 }),
    last_message: orNull(MessageView).openapi({
      description: "The newest message; null when there is none.",
    }),
    last_activity_at: instant("When somebody last wrote; lists are in this order."),
    window: z.enum(WINDOW_STATES).openapi({
      description:
        "Whether free-form messages may be sent: `closing` in the last two hours, `never` when the person never wrote.",
      example: "open",
    }),
    window_expires_at: instant(
      "Until when free-form messages may be sent; null when the person never wrote.",
    ).nullable(),
    created_at: instant("When the thread began."),
  })
  .openapi("Conversation", { description: "The thread with one person over one number." });
export type ConversationView = z.infer<typeof ConversationView>;

/** Body of `POST /v1/conversations/{id}/read`. */
export const MarkReadBody = z
  .strictObject({
    tell: z.boolean().optional().openapi({
      description:
        "Whether the person is told. When absent the number's `auto_read` decides: told with `on_open`.",
      example: true,
    }),
  })
  .openapi("MarkReadBody");
export type MarkReadBody = z.infer<typeof MarkReadBody>;

export const ConversationPage = pageOf(ConversationView).openapi("ConversationPage");
