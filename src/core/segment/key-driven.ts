import type { Filter, Leaf } from "#core/segment/filter";

/** What at most one contact each has: by it the contacts of a filter are found instead of being looked for. */
export type FilterKeys =
  | { readonly phones: readonly string[]; readonly externalId?: undefined }
  | { readonly phones?: undefined; readonly externalId: string };

/** The keys that whoever passes a filter has one of; undefined when it demands none. */
export function keysIn(filter: Filter): FilterKeys | undefined {
  if ("field" in filter) return keysOf(filter);
  const demanded = "all" in filter ? filter.all : [];
  for (const each of demanded) {
    const keys = keysIn(each);
    if (keys !== undefined) return keys;
  }
  return undefined;
}

function keysOf(leaf: Leaf): FilterKeys | undefined {
  if (leaf.field === "phone" && (leaf.op === "eq" || leaf.op === "in"))
    return { phones: leaf.values };
  const [externalId] = leaf.field === "external_id" && leaf.op === "eq" ? leaf.values : [];
  return externalId === undefined ? undefined : { externalId };
}
