import { EVERYONE, type Filter } from "#core/segment/filter";

/** A filter as a tag that every contact has which passes, and what is to be met beside it. */
interface TagDriven {
  /** Folded; undefined: the filter demands no tag. */
  readonly tag: string | undefined;
  readonly rest: Filter;
}

/** The tag by which a filter's contacts are found in an index instead of being looked for among all. */
export function tagDriven(filter: Filter): TagDriven {
  const own = tagIn(filter);
  if (own !== undefined) return { tag: own, rest: EVERYONE };
  if (!("all" in filter)) return { tag: undefined, rest: filter };
  const at = filter.all.findIndex((each) => tagIn(each) !== undefined);
  const one = filter.all[at];
  if (one === undefined) return { tag: undefined, rest: filter };
  return { tag: tagIn(one), rest: { all: filter.all.filter((_, i) => i !== at) } };
}

const tagIn = (filter: Filter): string | undefined =>
  "field" in filter && filter.field === "tags" && filter.op === "contains" ? filter.tag : undefined;

/** Whether everybody passes. */
export const isEveryone = (filter: Filter): boolean => "all" in filter && filter.all.length === 0;
