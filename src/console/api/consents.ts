import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

type Acts = (typeof api.contacts)[":contact"]["consents"];
export type ConsentAct = InferResponseType<Acts["$get"], 200>["data"][number];
export type NewConsentAct = InferRequestType<Acts["$post"]>["json"];

const page = (id: string, limit: number, after?: string) =>
  ask(
    api.contacts[":contact"].consents.$get({
      param: { contact: id },
      query: { limit: String(limit), ...(after && { after }) },
    }),
  );

/** The newest acts of consent of a person. */
export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "consents", id],
    queryFn: () => page(id, 5),
  });

/** All of them, newest first. */
export const consentTimelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "timeline", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => page(id, 20, pageParam),
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
  });

/** @throws Problem `withdrawn_by_person` when only the person can allow it again. */
export const recordConsent = (id: string, json: NewConsentAct) =>
  ask(api.contacts[":contact"].consents.$post({ param: { contact: id }, json }));

type Hold = (typeof api.contacts)[":contact"]["consents"]["hold"];
export type HoldDecision = InferRequestType<Hold["$post"]>["json"]["decision"];

/** Say whether what a person wrote refused marketing. @throws Problem `invalid_state` when that is decided already. */
export const decideHold = (id: string, decision: HoldDecision) =>
  ask(api.contacts[":contact"].consents.hold.$post({ param: { contact: id }, json: { decision } }));
