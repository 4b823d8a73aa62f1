import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";
import { isLive } from "./live.ts";

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

export const INBOX_VIEWS = [
  "needs_reply",
  "unread",
  "mine",
  "unassigned",
  "all",
  "snoozed",
  "resolved",
] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** How urgent a talk is, the most urgent first. */
export const PRIORITIES = ["urgent", "high", "normal", "low"] as const;
export type Priority = Conversation["priority"];

/** What the list of the inbox is narrowed to. Talks in which only we have written are shown when they are asked for. */
export interface InboxFilter {
  readonly view?: InboxView;
  readonly silent?: true;
  readonly priority?: Priority;
  readonly tag?: string;
  readonly number?: Conversation["number_id"];
}

/** Whether an address names a number, as far as its form tells. */
export const isNumberId = (text: string | undefined): text is Conversation["number_id"] =>
  text?.startsWith("num_") ?? false;

/** The view of an inbox that nobody has chosen one for: what is to be done comes first. */
export const FIRST_VIEW: InboxView = "needs_reply";

/** Where no stream tells of it, what is on screen is asked again this often, else now and then; a hidden tab asks nothing. */
const LIST_MS = 4_000;
const THREAD_MS = 2_000;
const CALM_MS = 15_000;
const every = (ms: number) => (): number => (isLive() ? CALM_MS : ms);

/** What each view asks for, beside what all of them ask for. */
const NARROWED = {
  needs_reply: { needs_reply: "true" },
  unread: { unread: "true" },
  mine: { assignee: "me", status: "open" },
  unassigned: { assignee: "none", status: "open" },
  all: {},
  snoozed: { status: "snoozed" },
  resolved: { status: "resolved" },
} as const;

export const inboxQuery = ({ view = FIRST_VIEW, silent, ...narrower }: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: ["conversations", "list", view, silent === true, narrower],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(
        api.conversations.$get({
          query: {
            limit: "30",
            ...NARROWED[view],
            ...narrower,
            ...(silent !== true && { has_written: "true" as const }),
            ...(after && { after }),
          },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: every(LIST_MS),
    placeholderData: keepPreviousData,
  });

/** How many talks each view holds, of one number or of all; the API counts none of those that are resolved or snoozed. */
export const inboxCountsQuery = (number: Conversation["number_id"] | undefined) =>
  queryOptions({
    queryKey: ["conversations", "counts", number],
    queryFn: () =>
      ask(api.conversations.counts.$get({ query: number === undefined ? {} : { number } })),
    refetchInterval: every(LIST_MS),
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
    refetchInterval: every(THREAD_MS),
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
    refetchInterval: every(THREAD_MS),
  });

export const markRead = (id: string) =>
  ask(api.conversations[":id"].read.$post({ param: { id }, json: {} }));

export type TalkChange = InferRequestType<(typeof api.conversations)[":id"]["$patch"]>["json"];

/** Status, snooze, assignee, priority and tags; what is left out stays. */
export const changeTalk = (id: string, json: TalkChange) =>
  ask(api.conversations[":id"].$patch({ param: { id }, header: {}, json }));

/** Automations keep still in the talk, until they are let again or it is resolved. */
export const takeOver = (id: string) =>
  ask(api.conversations[":id"].handoff.$post({ param: { id }, json: {} }));

/** Automations may act in the talk again. */
export const giveBackToBot = (id: string) =>
  ask(api.conversations[":id"].release.$post({ param: { id } }));

/** `key` is made once per message that a person sends, and kept for every try. */
export const send = (json: Outgoing, key: string) => ask(api.messages.$post({ json }, once(key)));
