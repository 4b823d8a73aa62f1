/** What somebody without an account must know of this deployment. */
import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { newClient, type Api } from "#client";

import { ask } from "./client.ts";
import { reach } from "./connection.ts";
import { problemOf } from "./problem.ts";

export type Deployment = InferResponseType<Api["version"]["$get"], 200>;

const { version } = newClient({
  url: location.origin,
  fetch: async (url, init) => {
    const answer = await reach(url, init);
    if (answer.ok) return answer;
    throw await problemOf(answer);
  },
});

export const deploymentQuery = queryOptions({
  queryKey: ["deployment"],
  queryFn: (): Promise<Deployment> => ask(version.$get()),
  staleTime: Number.POSITIVE_INFINITY,
});
