import { useMutation, useQueryClient, type InfiniteData } from "@tanstack/react-query";

import {
  send,
  threadQuery,
  type Conversation,
  type Message,
  type MessagePage,
} from "../../api/conversations.ts";
import { toProblem } from "../../api/problem.ts";

interface Draft {
  readonly type: "text" | "template" | "image" | "video" | "audio" | "document";
  readonly content: Record<string, unknown>;
  /** It was not sent, as far as anybody knows; told even when its conversation is not shown any more. */
  readonly onLost?: () => void;
}

interface Try extends Draft {
  /** Made once per message, and kept for every try: the API sends one message for one key. */
  readonly key: string;
}

/** Keys of messages that nobody answered, by what they say: they may have been sent, so each further try is the same message. */
const unanswered = new Map<string, string>();

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
  const nameOf = ({ type, content }: Draft) => JSON.stringify([conversation.id, type, content]);
  const sending = useMutation({
    mutationFn: ({ key, type, content }: Try) =>
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
    onSuccess: (message, draft) => {
      unanswered.delete(nameOf(draft));
      change((messages) => messages.map((one) => (one.id === draft.key ? message : one)));
    },
    onError: (error, draft) => {
      if (toProblem(error).status === 0) unanswered.set(nameOf(draft), draft.key);
      else unanswered.delete(nameOf(draft));
      change((messages) => messages.filter(({ id }) => (id as string) !== draft.key));
      draft.onLost?.();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["conversations"] }),
  });
  return {
    ...sending,
    send: (draft: Draft, then?: { readonly onSuccess: () => void }) =>
      sending.mutate({ ...draft, key: unanswered.get(nameOf(draft)) ?? crypto.randomUUID() }, then),
  };
}

/** The message as it will be, until the server says so. */
function shown(conversation: Conversation, { key, type, content }: Try): Message {
  const never = null;
  return {
    // Safe, here and below: it stands only until the answer brings the real one.
    id: key as Message["id"],
    direction: "outbound",
    consent: null,
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
    sent_by: null,
    send_at: null,
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
