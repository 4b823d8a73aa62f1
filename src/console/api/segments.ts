/** Filters over contacts that the workspace keeps. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Segment = InferResponseType<typeof api.segments.$get, 200>["data"][number];
export type NewSegment = InferRequestType<typeof api.segments.$post>["json"];

/** The newest hundred. */
export const segmentsQuery = queryOptions({
  queryKey: ["segments"],
  queryFn: () => ask(api.segments.$get({ query: { limit: "100" } })),
  staleTime: 60_000,
});

/** Who passes a filter at the moment. */
export const segmentPreviewQuery = (filter: NewSegment["filter"]) =>
  queryOptions({
    queryKey: ["segment-preview", filter],
    queryFn: () => ask(api.segments.preview.$post({ json: { filter } })),
    staleTime: 30_000,
  });

export const createSegment = (json: NewSegment) => ask(api.segments.$post({ json }));

export const updateSegment = (id: string, json: NewSegment) =>
  ask(api.segments[":id"].$patch({ param: { id }, header: {}, json }));

export const deleteSegment = (id: string) => ask(api.segments[":id"].$delete({ param: { id } }));
