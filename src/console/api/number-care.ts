/** What Meta says of a number when it is asked, and what people see of the business on it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

const one = api.numbers[":id"];
type One = typeof one;
export type Health = InferResponseType<One["health"]["$get"], 200>;
export type Finding = InferResponseType<One["doctor"]["$post"], 200>["data"][number];
export type Profile = InferResponseType<One["profile"]["$get"], 200>;
export type ProfileChange = InferRequestType<One["profile"]["$patch"]>["json"];
export type QrCode = InferResponseType<One["qr-codes"]["$get"], 200>["data"][number];
export type Blocked = InferResponseType<One["blocked"]["$get"], 200>["data"][number];

/** Each of these asks Meta, so none is asked again by itself for a while. */
const STILL_GOOD_MS = 60_000;
const PAGE = "25";

export const healthQuery = (id: string) =>
  queryOptions({
    queryKey: ["number-care", "health", id],
    queryFn: () => ask(one.health.$get({ param: { id } })),
    staleTime: STILL_GOOD_MS,
  });

export const limitsQuery = (id: string) =>
  queryOptions({
    queryKey: ["number-care", "limits", id],
    queryFn: () => ask(one.limits.$get({ param: { id } })),
    staleTime: STILL_GOOD_MS,
  });

/** Every check; asked only when somebody wants it, because each time is recorded. */
export const doctorQuery = (id: string) =>
  queryOptions({
    queryKey: ["number-care", "doctor", id],
    queryFn: () => ask(one.doctor.$post({ param: { id } })),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const profileQuery = (id: string) =>
  queryOptions({
    queryKey: ["number-care", "profile", id],
    queryFn: () => ask(one.profile.$get({ param: { id } })),
    staleTime: STILL_GOOD_MS,
  });

/** @throws Problem with pointers `/about`, `/email`, `/websites/0`, … */
export const changeProfile = (id: string, json: ProfileChange) =>
  ask(one.profile.$patch({ param: { id }, json }));

export const qrCodesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["number-care", "qr-codes", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(one["qr-codes"].$get({ param: { id }, query: { limit: PAGE, ...(after && { after }) } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: STILL_GOOD_MS,
  });

/** `key` is made once per intent. */
export const makeQrCode = (id: string, text: string, key: string) =>
  ask(one["qr-codes"].$post({ param: { id }, json: { prefilled_message: text } }, once(key)));

export const changeQrCode = (id: string, code: string, text: string) =>
  ask(
    one["qr-codes"][":code"].$patch({
      param: { id, code: encodeURIComponent(code) },
      json: { prefilled_message: text },
    }),
  );

export const deleteQrCode = (id: string, code: string) =>
  ask(one["qr-codes"][":code"].$delete({ param: { id, code: encodeURIComponent(code) } }));

export const blockedQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["number-care", "blocked", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(one.blocked.$get({ param: { id }, query: { limit: PAGE, ...(after && { after }) } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: STILL_GOOD_MS,
  });

/** @returns what became of the one person. */
export async function setBlocked(id: string, selector: string, isBlocked: boolean) {
  const call = { param: { id }, json: { contacts: [selector] } };
  const { data } = await ask(isBlocked ? one.blocked.$post(call) : one.blocked.$delete(call));
  const [result] = data;
  if (result === undefined) throw new TypeError("one person has one outcome");
  return result;
}
