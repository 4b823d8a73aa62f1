/** Rules that give a talk which nobody has to somebody. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const rules = api["assignment-rules"];

export type Rule = InferResponseType<typeof rules.$get, 200>["data"][number];
export type NewRule = InferRequestType<typeof rules.$post>["json"];

export const WAYS = ["round_robin", "least_busy", "user"] as const satisfies readonly Rule["how"][];

/** In the order in which they are tried. */
export const rulesQuery = queryOptions({
  queryKey: ["assignment-rules"],
  queryFn: async () => {
    const { data } = await ask(rules.$get({ query: { limit: "100" } }));
    return data.toSorted((a, b) => a.place - b.place);
  },
});

export const createRule = (json: NewRule) => ask(rules.$post({ json }));

/** All of it; whose turn it is stays. */
export const replaceRule = (id: string, json: NewRule) =>
  ask(rules[":id"].$put({ param: { id }, json }));

export const deleteRule = (id: string) => ask(rules[":id"].$delete({ param: { id } }));

/** A rule as it is told to be set again, with what changes. */
export const ruleBody = (
  { name, place, enabled, when, how, members }: Rule,
  change: Partial<NewRule>,
): NewRule => ({ name, place, enabled, when, how, members, ...change });
