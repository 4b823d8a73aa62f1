import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

export type PhoneNumber = InferResponseType<typeof api.numbers.$get, 200>["data"][number];
export type ConnectNumber = InferRequestType<typeof api.numbers.$post>["json"];

const AGAIN_MS = 15_000;

/** Every number, newest first; those that were disconnected too. A workspace holds few. */
export const numbersQuery = queryOptions({
  queryKey: ["numbers", "list"],
  queryFn: () => ask(api.numbers.$get({ query: { limit: "100" } })),
  refetchInterval: AGAIN_MS,
});

export const numberQuery = (id: string) =>
  queryOptions({
    queryKey: ["numbers", "one", id],
    queryFn: () => ask(api.numbers[":id"].$get({ param: { id } })),
    refetchInterval: AGAIN_MS,
  });

/** `key` is made once per intent, and kept for every try. */
export const connectNumber = (json: ConnectNumber, key: string) =>
  ask(api.numbers.$post({ json }, once(key)));

export const renameNumber = (id: string, name: string) =>
  ask(api.numbers[":id"].$patch({ param: { id }, header: {}, json: { name } }));

/** When people are told that what they wrote was read. */
export const setAutoRead = (id: string, when: PhoneNumber["auto_read"]) =>
  ask(api.numbers[":id"].$patch({ param: { id }, header: {}, json: { auto_read: when } }));

export const replaceToken = (id: string, token: string) =>
  ask(api.numbers[":id"].token.$put({ param: { id }, json: { access_token: token } }));

export const steerNumber = (id: string, verb: "pause" | "resume") =>
  ask(api.numbers[":id"][verb].$post({ param: { id } }));

export const disconnectNumber = (id: string) => ask(api.numbers[":id"].$delete({ param: { id } }));

/** Whether a template or a campaign may be made for it: it was not disconnected. */
export const isInUse = ({ status }: Pick<PhoneNumber, "status">): boolean =>
  status !== "disconnected";
