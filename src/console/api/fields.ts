/** Fields of contacts that the workspace has declared. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";
import { segmentPreviewQuery } from "./segments.ts";

export type ContactField = InferResponseType<typeof api.fields.$get, 200>["data"][number];
export type FieldType = ContactField["type"];
export type NewField = InferRequestType<typeof api.fields.$post>["json"];
export type FieldChange = InferRequestType<(typeof api.fields)[":id"]["$patch"]>["json"];

export const FIELD_TYPES: readonly FieldType[] = [
  "text",
  "number",
  "boolean",
  "date",
  "choice",
  "email",
];

/** All of them: a workspace declares a hundred at most. */
export const fieldsQuery = queryOptions({
  queryKey: ["fields"],
  queryFn: () => ask(api.fields.$get({ query: { limit: "100" } })),
  staleTime: 60_000,
});

/** How many people carry a value under a key. */
export const carriersQuery = (key: string) =>
  segmentPreviewQuery({ field: `fields.${key}`, op: "exists", value: true });

/** @throws Problem `name_taken` of `/key`; `field_mismatch` while people carry values that would not fit. */
export const createField = (json: NewField) => ask(api.fields.$post({ json }));

/** @throws Problem `field_mismatch` while people carry values that would not fit; `contacts` says how many. */
export const updateField = (id: string, json: FieldChange) =>
  ask(api.fields[":id"].$patch({ param: { id }, header: {}, json }));

export const deleteField = (id: string) => ask(api.fields[":id"].$delete({ param: { id } }));
