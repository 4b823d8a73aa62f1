/** The newest events, to be looked at. */
import { queryOptions } from "@tanstack/react-query";

import { api, ask } from "./client.ts";
import { toProblem } from "./problem.ts";

/** Events that are looked back at. */
export const NEWEST = 200;

/** The newest events up to a sequence, oldest first. */
export const newestEventsQuery = (upTo: number | null) =>
  queryOptions({
    queryKey: ["events", "newest", upTo],
    queryFn: async () => {
      const from = Math.max(0, (upTo ?? 0) - NEWEST);
      try {
        return await readAfter(from);
      } catch (error) {
        const { code, members } = toProblem(error);
        const oldest = Number(members["oldest_seq"]);
        // What is that old is kept no longer: those that are kept are fewer.
        if (code !== "cursor_expired" || Number.isNaN(oldest)) throw error;
        return await readAfter(oldest - 1);
      }
    },
    enabled: upTo !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

async function readAfter(after: number) {
  const page = { after: String(after), limit: "100" };
  const first = await ask(api.events.$get({ query: page }));
  if (!first.has_more) return first.data;
  const second = await ask(
    api.events.$get({ query: { ...page, after: String(first.next_after) } }),
  );
  return [...first.data, ...second.data];
}
