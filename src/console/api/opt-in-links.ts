/** How people agree to marketing on a number, and end it: its own words, and the links whose keyword agrees. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once, openStream } from "./client.ts";

const links = api["opt-in-links"];
const { keywords } = api.numbers[":id"];

export type OptInLink = InferResponseType<typeof links.$get, 200>["data"][number];
export type NewOptInLink = InferRequestType<typeof links.$post>["json"];
export type NumberWords = InferResponseType<typeof keywords.$get, 200>;

const PAGE = "25";

/** Safe: whatever is no number's id has no links, and the API says so. */
const idOf = (number: string): OptInLink["number_id"] => number as OptInLink["number_id"];

export const wordsQuery = (number: string) =>
  queryOptions({
    queryKey: ["number-words", number],
    queryFn: () => ask(keywords.$get({ param: { id: number } })),
  });

/** @throws Problem with pointers `/stop/0`, `/start/2`, … */
export const setWords = (number: string, json: NumberWords) =>
  ask(keywords.$put({ param: { id: number }, json }));

export const optInLinksQuery = (number: string) =>
  infiniteQueryOptions({
    queryKey: ["opt-in-links", "list", number],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(links.$get({ query: { number: idOf(number), limit: PAGE, ...(after && { after }) } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** `key` is made once per intent. @throws Problem with pointers `/keyword`, `/prefilled`, … */
export const makeOptInLink = (json: NewOptInLink, key: string) =>
  ask(links.$post({ json }, once(key)));

export const deleteOptInLink = (id: string) => ask(links[":id"].$delete({ param: { id } }));

/** The link as a QR code: the text of an SVG. A link never changes its code here. */
export const optInCodeQuery = (id: string) =>
  queryOptions({
    queryKey: ["opt-in-links", "qr", id],
    queryFn: async () => (await openStream(`/v1/opt-in-links/${id}/qr`)).text(),
    staleTime: Number.POSITIVE_INFINITY,
  });
