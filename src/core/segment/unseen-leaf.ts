import type { Sight } from "#core/contact/mask";
import type { Filter, Leaf } from "#core/segment/filter";

/**
 * The first leaf of a filter that would tell, by asking often enough, what a sight does not show: a part of a phone number, or more
 * or less than a hidden field. Whole values may be asked for: who knows them learns nothing but that they are there.
 */
export function unseenLeaf(filter: Filter, sight: Sight): Leaf | undefined {
  if (sight.seesAll) return undefined;
  if ("all" in filter) return firstOf(filter.all, sight);
  if ("any" in filter) return firstOf(filter.any, sight);
  if ("not" in filter) return unseenLeaf(filter.not, sight);
  return isTelling(filter, sight) ? filter : undefined;
}

function firstOf(filters: readonly Filter[], sight: Sight): Leaf | undefined {
  for (const filter of filters) {
    const leaf = unseenLeaf(filter, sight);
    if (leaf !== undefined) return leaf;
  }
  return undefined;
}

function isTelling(leaf: Leaf, { hidden }: Sight): boolean {
  if (leaf.field === "phone") return leaf.op === "starts_with";
  return leaf.field === "fields" && hidden.has(leaf.key) && !WHOLE.has(leaf.op);
}

const WHOLE: ReadonlySet<string> = new Set(["eq", "ne", "in", "exists"]);
