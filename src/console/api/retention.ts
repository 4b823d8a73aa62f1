/** What is kept how long, and what is held for a law. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const { privacy } = api;

export type Retention = InferResponseType<typeof privacy.retention.$get, 200>;
export type RetentionClass = Retention["classes"][number];
export type RetentionChange = InferRequestType<
  typeof privacy.retention.$put
>["json"]["classes"][number];
export type Hold = NonNullable<Retention["legal_hold"]>;

export const retentionQuery = queryOptions({
  queryKey: ["retention"],
  queryFn: () => ask(privacy.retention.$get()),
});

/** Those that are not named stay as they are. */
export const changeRetention = (classes: RetentionChange[]) =>
  ask(privacy.retention.$put({ json: { classes } }));

/** Of people, each with why. */
export const holdsQuery = infiniteQueryOptions({
  queryKey: ["retention", "holds"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) =>
    ask(privacy["legal-holds"].$get({ query: { limit: "25", ...(after && { after }) } })),
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export const holdWorkspace = (reason: string) =>
  ask(privacy["legal-hold"].$put({ json: { reason } }));

export const releaseWorkspace = () => ask(privacy["legal-hold"].$delete());

const holdOf = api.contacts[":contact"]["legal-hold"];

/** @param contact A selector; a phone needs no `phone:` before it. @throws Problem `not_found`, `invalid_phone`, … */
export const holdContact = (contact: string, reason: string) =>
  ask(holdOf.$put({ param: { contact: pathOf(contact) }, json: { reason } }));

export const releaseContact = (contact: string) =>
  ask(holdOf.$delete({ param: { contact: pathOf(contact) } }));

const pathOf = (contact: string): string =>
  encodeURIComponent(/^[+\d]/.test(contact) ? `phone:${contact}` : contact);
