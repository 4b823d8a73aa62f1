/** What was said, by the words in it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Found = InferResponseType<typeof api.search.$get, 200>["data"][number];

const FOUND = 12;

/** The newest messages that say every word of a text. */
export const messageSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: () => ask(api.search.$get({ query: { q, limit: String(FOUND) } })),
    enabled: /[\p{L}\p{N}]/u.test(q),
    placeholderData: keepPreviousData,
  });
