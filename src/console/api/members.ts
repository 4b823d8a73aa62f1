/** Who works in the workspace. */
import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Member = InferResponseType<typeof api.members.$get, 200>["data"][number];

/** The first hundred, who came first first. */
export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: () => ask(api.members.$get({ query: { limit: "100" } })),
  staleTime: 60_000,
});
