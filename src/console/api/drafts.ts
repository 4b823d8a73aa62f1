/** Drafts by AI, and whether the workspace has it on. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned, once, type Versioned } from "./client.ts";
import { currentSession, may } from "./session.ts";
import type { Template } from "./templates.ts";

/** Everything that a model is told. */
export type Brief = InferRequestType<typeof api.drafts.$post>["json"];
export type AiDraft = InferResponseType<typeof api.drafts.$post, 201>;
export type AiSettings = InferResponseType<typeof api.ai.settings.$get, 200>;

export const aiSettingsQuery = queryOptions({
  queryKey: ["ai", "settings"],
  queryFn: () => ask(api.ai.settings.$get()),
});

/** Whether the person may turn AI on and off: an owner alone may. */
export const mayChangeAi = (): boolean => {
  const session = currentSession();
  return session.status === "in" && session.role === "owner" && may("workspace:write");
};

/** @throws Problem `owner_required`. */
export const changeAiSettings = (
  json: InferRequestType<typeof api.ai.settings.$put>["json"],
): Promise<AiSettings> => ask(api.ai.settings.$put({ json }));

/** `key`: made once per intent, so that a second try is not drafted, and counted, twice. */
export const draftByAi = (brief: Brief, key: string): Promise<AiDraft> =>
  ask(api.drafts.$post({ json: brief }, once(key)));

/** The template that comes of a draft, in the account of the number. */
export const acceptDraft = (id: string, numberId: string): Promise<Versioned<Template>> =>
  askVersioned(api.drafts[":id"].accept.$post({ param: { id }, json: { number_id: numberId } }));
