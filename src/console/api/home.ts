/** What the first screen asks beside the lists of other screens: whether there is anything, not how much. */
import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Talk = InferResponseType<typeof api.conversations.$get, 200>["data"][number];

const AGAIN_MS = 15_000;

/** The talks in which somebody wrote last. */
export const talksQuery = queryOptions({
  queryKey: ["conversations", "home"],
  queryFn: () => ask(api.conversations.$get({ query: { limit: "50", status: "open" } })),
  refetchInterval: AGAIN_MS,
});

/** One message of ours, if there is any. */
export const sentQuery = queryOptions({
  queryKey: ["conversations", "sent"],
  queryFn: () => ask(api.messages.$get({ query: { limit: "1", direction: "outbound" } })),
});

/** One contact who agreed to marketing, if there is any. */
export const agreedQuery = queryOptions({
  queryKey: ["contacts", "agreed"],
  queryFn: () =>
    ask(
      api.contacts.search.$post({
        json: { filter: { field: "consent.marketing", op: "eq", value: "granted" }, limit: 1 },
      }),
    ),
});
