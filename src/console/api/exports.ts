/** Tables as files to take along. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";
import type { Scope } from "./keys.ts";
import { hrefOf } from "./media.ts";
import { may } from "./session.ts";

export type Export = InferResponseType<typeof api.exports.$get, 200>["data"][number];
export type NewExport = InferRequestType<typeof api.exports.$post>["json"];
export type Resource = Export["resource"];

/** While one is being written, the list is asked for again. */
const AGAIN_MS = 2_000;

const isMoving = ({ status }: Export): boolean => status === "queued" || status === "running";

/** Newest first. */
export const exportsQuery = infiniteQueryOptions({
  queryKey: ["exports"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) =>
    ask(api.exports.$get({ query: { limit: "25", ...(after && { after }) } })),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ data }) => data.some(isMoving)) === true ? AGAIN_MS : false,
});

export const createExport = (json: NewExport) => ask(api.exports.$post({ json }));

/** A new link to it, of this origin: good for one download. @throws Problem `not_found`; null when it is kept no longer. */
export const linkTo = async (id: string): Promise<string | null> =>
  hrefOf(await ask(api.exports[":id"].$get({ param: { id } })));

/** What it takes to take a resource along, in the order in which they are offered. */
const NEEDS: Readonly<Record<Resource, readonly Scope[]>> = {
  contacts: ["contacts:export", "contacts:read", "contacts:pii"],
  messages: ["contacts:export", "inbox:read", "contacts:pii"],
  campaigns: ["contacts:export", "campaigns:read"],
  consents: ["contacts:export", "consents:read"],
  audit: ["audit:read"],
  workspace: [
    "contacts:export",
    "contacts:read",
    "contacts:pii",
    "inbox:read",
    "campaigns:read",
    "consents:read",
    "audit:read",
  ],
};

export const mayExport = (resource: Resource): boolean => NEEDS[resource].every(may);

/** What the person at this screen may take along. */
export const offeredResources = (): readonly Resource[] =>
  // Safe: the keys are the resources.
  (Object.keys(NEEDS) as Resource[]).filter(mayExport);
