import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

export type ApiKey = InferResponseType<(typeof api)["api-keys"]["$get"], 200>["data"][number];
export type NewApiKey = InferRequestType<(typeof api)["api-keys"]["$post"]>["json"];
export type Scope = ApiKey["scopes"][number];

export const keysQuery = infiniteQueryOptions({
  queryKey: ["keys"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) =>
    ask(api["api-keys"].$get({ query: { limit: "50", ...(after && { after }) } })),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** Every scope there is, with the roles that hold it. */
export const scopesQuery = queryOptions({
  queryKey: ["scopes"],
  queryFn: () => ask(api.scopes.$get()),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The answer holds the key itself, once. `key` is made once per intent. */
export const createKey = (json: NewApiKey, key: string) =>
  ask(api["api-keys"].$post({ json }, once(key)));

/** The answer holds the new secret, once; the old one stops working. */
export const rotateKey = (id: string, key: string) =>
  ask(api["api-keys"][":id"].rotate.$post({ param: { id }, json: {} }, once(key)));

export const deleteKey = (id: string) => ask(api["api-keys"][":id"].$delete({ param: { id } }));
