import { useMutation, useQueryClient, type InfiniteData } from "@tanstack/react-query";

import {
  send,
  threadQuery,
  type Conversation,
  type Message,
  type MessagePage,
} from "../../api/conversations.ts";

interface Draft {
  /** Made once per message, and kept for every try: the API sends one message for one key. */
  readonly key: string;
  readonly type: "text" | "template";
  readonly content: Record<string, unknown>;
}

/** Sends, and shows the message at once; what the server answers takes its place, and a refusal takes it away again. */
export function useSend(conversation: Conversation) {
  const queries = useQueryClient();
  const { queryKey } = threadQuery(conversation.id);
  const change = (edit: (messages: readonly Message[]) => Message[]) =>
    queries.setQueryData<InfiniteData<MessagePage, string | undefined>>(queryKey, (old) => {
      const [first, ...rest] = old?.pages ?? [];
      if (old === undefined || first === undefined) return old;
      return { ...old, pages: [{ ...first, data: edit(first.data) }, ...rest] };
    });
  return useMutation({
    mutationFn: ({ key, type, content }: Draft) =>
      send(
        // Safe: `content` is Meta's object of `type`.
        {
          from: conversation.number_id,
          to: conversation.contact?.id ?? "",
          type,
          [type]: content,
        } as Parameters<typeof send>[0],
        key,
      ),
    onMutate: async (draft) => {
      await queries.cancelQueries({ queryKey });
      change((messages) => [shown(conversation, draft), ...messages]);
    },
    onSuccess: (message, { key }) =>
      change((messages) => messages.map((one) => (one.id === key ? message : one))),
    onError: (_error, { key }) =>
      change((messages) => messages.filter(({ id }) => (id as string) !== key)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["conversations"] }),
  });
}

/** The message as it will be, until the server says so. */
function shown(conversation: Conversation, { key, type, content }: Draft): Message {
  const never = null;
  return {
    // Safe, here and below: it stands only until the answer brings the real one.
    id: key as Message["id"],
    direction: "outbound",
    number_id: conversation.number_id,
    contact_id: (conversation.contact?.id ?? "") as Message["contact_id"],
    conversation_id: conversation.id,
    campaign_id: null,
    type,
    content: content as Message["content"],
    original: null,
    context: null,
    reactions: [],
    referral: null,
    errors: [],
    status: "queued",
    waiting: null,
    media: null,
    skip_reason: null,
    sent_from: null,
    wamid: null,
    client_ref: null,
    metadata: {},
    purpose: null,
    error: null,
    timestamps: {
      received_at: never,
      queued_at: never,
      accepted_at: never,
      held_at: never,
      sent_at: never,
      delivered_at: never,
      read_at: never,
      played_at: never,
      failed_at: never,
      edited_at: never,
      revoked_at: never,
    },
    pricing: null,
    meta_conversation: null,
    created_at: new Date().toISOString(),
  };
}
