import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { timeOf, type Message } from "../../api/conversations.ts";
import { notesQuery, type Note } from "../../api/notes.ts";

/** What stands in a thread: a message, or a note between them. */
export type Entry = { readonly id: string; readonly at: string } & (
  | { readonly message: Message; readonly note: null }
  | { readonly message: null; readonly note: Note }
);

/**
 * The notes of a talk, oldest first: those behind the first message that is shown, or all of them. Notes come page by page until
 * they reach as far back.
 */
export function useNotes(id: string, from: Message | undefined) {
  const query = useInfiniteQuery(notesQuery(id));
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const notes = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  const since = from === undefined ? "" : timeOf(from);
  const oldest = notes.at(-1)?.created_at ?? "";
  const isMore = hasNextPage && !isFetching && oldest > since;
  useEffect(() => {
    if (isMore) void fetchNextPage();
  }, [isMore, fetchNextPage]);
  const shown = useMemo(
    () => notes.filter((note) => note.created_at >= since).toReversed(),
    [notes, since],
  );
  return { notes: shown, query };
}

/** Messages keep their order; a note stands before the first message that is younger. */
export function withNotes(messages: readonly Message[], notes: readonly Note[]): readonly Entry[] {
  const left = [...notes];
  const entries = messages.flatMap((message): Entry[] => {
    const at = timeOf(message);
    const count = left.findIndex((note) => note.created_at > at);
    const before = left.splice(0, count === -1 ? left.length : count);
    return [...before.map(ofNote), { id: message.id, at, message, note: null }];
  });
  return [...entries, ...left.map(ofNote)];
}

const ofNote = (note: Note): Entry => ({ id: note.id, at: note.created_at, message: null, note });
