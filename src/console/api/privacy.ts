/** What people ask for of their data. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const requests = api.privacy.requests;

export type Request = InferResponseType<typeof requests.$get, 200>["data"][number];
export type NewRequest = InferRequestType<typeof requests.$post>["json"];
export type Certificate = InferResponseType<(typeof requests)[":id"]["certificate"]["$get"], 200>;

/** While the machine is at it, it is asked again. */
const AGAIN_MS = 2_000;

/** The newest hundred. */
export const requestsQuery = queryOptions({
  queryKey: ["privacy-requests"],
  queryFn: () => ask(requests.$get({ query: { limit: "100" } })),
  refetchInterval: ({ state }) =>
    state.data?.data.some(({ status }) => status === "running") === true ? AGAIN_MS : false,
});

export const certificateQuery = (id: string) =>
  queryOptions({
    queryKey: ["privacy-requests", id, "certificate"],
    queryFn: () => ask(requests[":id"].certificate.$get({ param: { id } })),
  });

export const createRequest = (json: NewRequest) => ask(requests.$post({ json }));

export const completeRequest = (id: string) =>
  ask(requests[":id"].complete.$post({ param: { id } }));

export const rejectRequest = (id: string, reason: string) =>
  ask(requests[":id"].reject.$post({ param: { id }, json: { reason } }));

export type CopyPart = "data" | "messages" | "media";

/** A file of a person's copy. */
export async function fetchCopy(id: string, part: CopyPart): Promise<Blob> {
  const response = await requests[":id"].download.$get({ param: { id }, query: { part } });
  return response.blob();
}
