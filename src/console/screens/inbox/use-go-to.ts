import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import type { MessagePage } from "../../api/conversations.ts";

/** Pages that are fetched to reach a message, at most: one that is further away is not gone to. */
const PAGES_MAX = 25;

/** Goes to the message that the talk was opened at, by a search: earlier pages are fetched until it is there. */
export function useGoTo({
  data,
  hasNextPage,
  isFetching,
  fetchNextPage,
}: UseInfiniteQueryResult<InfiniteData<MessagePage>>): void {
  const wanted = useLocation({ select: ({ state }) => state.message });
  const reached = useRef<string>(undefined);
  useEffect(() => {
    if (wanted === undefined || wanted === reached.current || data === undefined) return;
    const element = document.querySelector<HTMLElement>(`#message-${wanted}`);
    if (element !== null) {
      reached.current = wanted;
      element.scrollIntoView({ block: "center" });
      element.focus({ preventScroll: true });
    } else if (hasNextPage && !isFetching && data.pages.length < PAGES_MAX) void fetchNextPage();
  }, [wanted, data, hasNextPage, isFetching, fetchNextPage]);
}
