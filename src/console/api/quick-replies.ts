/** Answers that a team writes often. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const replies = api["quick-replies"];

export type QuickReply = InferResponseType<typeof replies.$get, 200>["data"][number];
export type NewQuickReply = InferRequestType<typeof replies.$post>["json"];

/** The newest hundred. */
export const quickRepliesQuery = queryOptions({
  queryKey: ["quick-replies"],
  queryFn: () => ask(replies.$get({ query: { limit: "100" } })),
  staleTime: 60_000,
});

/** The text as it is to be sent in a talk, and with it what kind of message its file makes; null without a file. */
export async function renderReply(id: string, conversation: string) {
  const param = { id };
  const json = { conversation_id: conversation };
  const { text, media_id: mediaId } = await ask(replies[":id"].render.$post({ param, json }));
  if (mediaId === null) return { text, file: null };
  const { mime_type: mime } = await ask(api.media[":id"].$get({ param: { id: mediaId } }));
  return { text, file: { id: mediaId as string, type: typeOf(mime) } };
}

/** A file of ours that goes with a text. */
export type Attached = NonNullable<Awaited<ReturnType<typeof renderReply>>["file"]>;

function typeOf(mime: string | null): "image" | "video" | "audio" | "document" {
  const family = mime?.split("/")[0];
  return family === "image" || family === "video" || family === "audio" ? family : "document";
}

export const createReply = (json: NewQuickReply) => ask(replies.$post({ json }));

export const updateReply = (id: string, json: Omit<NewQuickReply, "media_id">) =>
  ask(replies[":id"].$patch({ param: { id }, json }));

export const deleteReply = (id: string) => ask(replies[":id"].$delete({ param: { id } }));
