/** What a team says among itself of a person. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const notes = api.contacts[":contact"].notes;

export type ContactNote = InferResponseType<typeof notes.$get, 200>["data"][number];

/** Beneath the key of the person's timeline, which shows them too. */
const notesKey = (contact: string) => ["contacts", "happened", contact, "notes"];

/** The notes of a person, newest first. */
export const contactNotesQuery = (contact: string) =>
  infiniteQueryOptions({
    queryKey: notesKey(contact),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(notes.$get({ param: { contact }, query: { limit: "5", ...(after && { after }) } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const addContactNote = (contact: string, text: string) =>
  ask(notes.$post({ param: { contact }, json: { text } }));

export const editContactNote = ({ contact_id: contact, id: note }: ContactNote, text: string) =>
  ask(notes[":note"].$patch({ param: { contact, note }, json: { text } }));

export const deleteContactNote = ({ contact_id: contact, id: note }: ContactNote) =>
  ask(notes[":note"].$delete({ param: { contact, note } }));
