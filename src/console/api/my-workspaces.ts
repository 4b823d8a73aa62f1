/** Where the person works. */
import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

export type MyWorkspace = InferResponseType<typeof api.workspaces.$get, 200>["data"][number];

/** The first hundred, the oldest first. */
export const myWorkspacesQuery = queryOptions({
  queryKey: ["my-workspaces"],
  queryFn: () => ask(api.workspaces.$get({ query: { limit: "100" } })),
});

/** Another one, which the person owns. `key` is made once per intent. @throws Problem `email_unverified`, `registration_closed`. */
export const createMyWorkspace = (name: string, key: string) =>
  ask(api.workspaces.$post({ json: { name } }, once(key)));
