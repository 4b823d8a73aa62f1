import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

export type ConversationPage = InferResponseType<typeof api.conversations.$get, 200>;
export type Conversation = ConversationPage["data"][number];
export type MessagePage = InferResponseType<
  (typeof api.conversations)[":id"]["messages"]["$get"],
  200
>;
export type Message = MessagePage["data"][number];
/** When the person wrote it, or we took it over: ours may be stored later than it was written. */
export const timeOf = ({ timestamps, created_at: createdAt }: Message): string =>
  timestamps.received_at ?? createdAt;

export type Outgoing = InferRequestType<typeof api.messages.$post>["json"];

export const INBOX_VIEWS = ["needs_reply", "unread", "all", "resolved"] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** What the list of the inbox is narrowed to. Talks in which only we have written are shown when they are asked for. */
export interface InboxFilter {
  readonly view?: InboxView;
  readonly silent?: true;
}

/** The view of an inbox that nobody has chosen one for: what is to be done comes first. */
export const FIRST_VIEW: InboxView = "needs_reply";

/** Until there is a stream, what is on screen is asked again this often; a hidden tab asks nothing. */
const LIST_MS = 4_000;
const THREAD_MS = 2_000;

/** What each view asks for, beside what all of them ask for. */
const NARROWED = {
  needs_reply: { needs_reply: "true" },
  unread: { unread: "true" },
  all: {},
  resolved: { status: "resolved" },
} as const;

export const inboxQuery = ({ view = FIRST_VIEW, silent }: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: ["conversations", "list", view, silent === true],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(
        api.conversations.$get({
          query: {
            limit: "30",
            ...NARROWED[view],
            ...(silent !== true && { has_written: "true" as const }),
            ...(after && { after }),
          },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LIST_MS,
    placeholderData: keepPreviousData,
  });

/** How many talks each view holds; the API counts none of those that are resolved. */
export const inboxCountsQuery = queryOptions({
  queryKey: ["conversations", "counts"],
  queryFn: () => ask(api.conversations.counts.$get({ query: {} })),
  refetchInterval: LIST_MS,
});

/** The talks with one person, campaigns' among them; newest first. */
export const talksQuery = (contact: string) =>
  queryOptions({
    queryKey: ["conversations", "with", contact],
    queryFn: () => ask(api.conversations.$get({ query: { contact, limit: "20" } })),
  });

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversations", "one", id],
    queryFn: () => ask(api.conversations[":id"].$get({ param: { id } })),
    refetchInterval: THREAD_MS,
  });

/** The thread, newest page first. */
export const threadQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["conversations", "thread", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(
        api.conversations[":id"].messages.$get({
          param: { id },
          query: { limit: "40", ...(after && { after }) },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: THREAD_MS,
  });

export const markRead = (id: string) =>
  ask(api.conversations[":id"].read.$post({ param: { id }, json: {} }));

export const setStatus = (id: string, status: Conversation["status"]) =>
  ask(api.conversations[":id"].$patch({ param: { id }, header: {}, json: { status } }));

/** `key` is made once per message that a person sends, and kept for every try. */
export const send = (json: Outgoing, key: string) => ask(api.messages.$post({ json }, once(key)));
