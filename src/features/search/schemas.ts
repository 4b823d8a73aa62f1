import { z } from "@hono/zod-openapi";

import { ContactView } from "#features/contacts/index";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

/** Characters of a search. */
export const QUERY_LENGTH_MAX = 200;

/** Query of `GET /v1/search`. */
export const SearchQuery = PageQuery.extend({
  q: z.string().optional().openapi({
    description:
      "What is looked for, at most 200 characters. Every word must be there, whatever its case and accents, and the last may go on; in scripts without spaces characters that stand together. Of contacts as `q` of their list.",
    example: "late order",
  }),
  kind: z.enum(["messages", "contacts"]).default("messages").openapi({
    description: "Among what. Contacts require `contacts:read` as well.",
    example: "messages",
  }),
  conversation: idOf("conversation")
    .optional()
    .openapi({ description: "Only messages of this conversation." }),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const SearchResult = z
  .object({
    kind: z
      .enum(["message", "contact"])
      .openapi({ description: "What was found.", example: "message" }),
    message: orNull(MessageView).openapi({ description: "The message; null of a contact." }),
    contact: orNull(ContactView).openapi({ description: "The contact; null of a message." }),
    conversation_id: idOf("conversation").nullable().openapi({
      description: "The thread that a message stands in; null of a contact.",
    }),
    excerpt: z.string().nullable().openapi({
      description: "A message's text around what was looked for; null of a contact.",
      example: "…where is my late order?",
    }),
  })
  .openapi("SearchResult");
export type SearchResult = z.infer<typeof SearchResult>;

export const SearchPage = pageOf(SearchResult).openapi("SearchPage");
