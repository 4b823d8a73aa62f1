/** Words that contacts are sorted by. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Tag = InferResponseType<typeof api.tags.$get, 200>["data"][number];

/** Those that somebody has, by the alphabet. */
export const tagsQuery = infiniteQueryOptions({
  queryKey: ["tags"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) =>
    ask(api.tags.$get({ query: { limit: "100", ...(after && { after }) } })),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** Spellings of one tag meet as the API lets them meet. */
export const foldTag = (tag: string): string => tag.normalize("NFKC").toLowerCase();

/** Goes on behind the answer; under the name of another tag the two become one. @throws Problem `invalid_state` while it is being changed. */
export const renameTag = (tag: string, name: string) =>
  ask(api.tags[":tag"].$patch({ param: { tag: encodeURIComponent(tag) }, json: { name } }));

/** Goes on behind the answer. @throws Problem as {@link renameTag}. */
export const deleteTag = (tag: string) =>
  ask(api.tags[":tag"].$delete({ param: { tag: encodeURIComponent(tag) } }));
