import { queryOptions } from "@tanstack/react-query";

import { api, ask } from "./client.ts";

const types = api["event-types"];

/** Every type of event, with its schema and an example. */
export const eventTypesQuery = queryOptions({
  queryKey: ["event-types"],
  queryFn: () => ask(types.$get()),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The families of types, by what stands before the first point of their names. */
export function familiesOf<One extends { readonly type: string }>(
  all: readonly One[],
): readonly (readonly [family: string, types: readonly One[]])[] {
  const families = new Map<string, One[]>();
  for (const one of all) {
    const family = one.type.slice(0, one.type.indexOf("."));
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  return [...families];
}
