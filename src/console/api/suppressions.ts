/** Who is not to be written to. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Suppression = InferResponseType<typeof api.suppressions.$get, 200>["data"][number];
export type Reason = NonNullable<InferRequestType<typeof api.suppressions.$post>["json"]["reason"]>;

/** Why a person is on the list: an entry for each time that a part of them was put on it. */
export const suppressionsQuery = (contact: string) =>
  queryOptions({
    queryKey: ["contacts", "suppressions", contact],
    queryFn: () => ask(api.suppressions.$get({ query: { contact } })),
  });

/** Nothing is sent to the person any more. */
export const suppress = (contact: string, reason: Reason) =>
  ask(api.suppressions.$post({ json: { contact, reason } }));

/** The person may be written to again. */
export const release = (entries: readonly Suppression[]) =>
  Promise.all(entries.map(({ id }) => ask(api.suppressions[":id"].$delete({ param: { id } }))));
