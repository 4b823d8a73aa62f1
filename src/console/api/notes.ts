/** What a team says among itself in a talk. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const notes = api.conversations[":id"].notes;

export type Note = InferResponseType<typeof notes.$get, 200>["data"][number];
export type NewNote = InferRequestType<typeof notes.$post>["json"];

const AGAIN_MS = 6_000;

/** The notes of a talk, newest page first. */
export const notesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["notes", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(notes.$get({ param: { id }, query: { limit: "50", ...(after && { after }) } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: AGAIN_MS,
  });

export const addNote = (id: string, json: NewNote) => ask(notes.$post({ param: { id }, json }));

export const editNote = ({ conversation_id: id, id: note }: Note, json: NewNote) =>
  ask(notes[":note"].$patch({ param: { id, note }, json }));

export const deleteNote = ({ conversation_id: id, id: note }: Note) =>
  ask(notes[":note"].$delete({ param: { id, note } }));
