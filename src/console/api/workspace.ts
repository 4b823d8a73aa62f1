import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Workspace = InferResponseType<typeof api.workspace.$get, 200>;
export type WorkspaceChange = InferRequestType<typeof api.workspace.$patch>["json"];
export type Me = InferResponseType<typeof api.me.$get, 200>;
export type MeChange = InferRequestType<typeof api.me.$patch>["json"];

/** A value as it was read, and the tag that a change of it must name, so that nobody's change is lost. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string;
}

interface TaggedAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  json(): Promise<T>;
}

async function tagged<T>(call: Promise<TaggedAnswer<T>>): Promise<Tagged<T>> {
  let etag = "";
  const value = await ask(
    call.then((answer) => {
      etag = answer.headers.get("etag") ?? "";
      return answer;
    }),
  );
  return { value, etag };
}

export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: () => tagged<Workspace>(api.workspace.$get()),
});

/** @throws Problem `precondition_failed` when somebody changed it after `etag` was read. */
export const changeWorkspace = (json: WorkspaceChange, etag: string) =>
  ask(api.workspace.$patch({ json, header: { "If-Match": etag } }));

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => tagged<Me>(api.me.$get()),
});

/** @throws Problem `precondition_failed` when it was changed after `etag` was read. */
export const changeMe = (json: MeChange, etag: string) =>
  ask(api.me.$patch({ json, header: { "If-Match": etag } }));
