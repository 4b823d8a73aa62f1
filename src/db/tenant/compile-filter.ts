import type { Filter, Leaf } from "#core/segment/filter";

/** A condition over the contacts table under the alias `c`. */
export interface CompiledFilter {
  readonly sql: string;
  /** In order: the value of `?<firstParam>` first. At most one for each leaf. */
  readonly params: readonly string[];
}

const COMPARISONS = { eq: "=", ne: "<>", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/**
 * Turn a parsed filter into SQL. Parameters are numbered, so the condition can stand anywhere in a statement that has its
 * own, numbered below `firstParam`.
 */
export function compileFilter(filter: Filter, firstParam = 1): CompiledFilter {
  const params: string[] = [];
  const bind = (value: string) => `?${firstParam + params.push(value) - 1}`;
  return { sql: conditionOf(filter, bind), params };
}

type Bind = (value: string) => string;

function conditionOf(filter: Filter, bind: Bind): string {
  if ("all" in filter) return filter.all.length === 0 ? "1" : joined(filter.all, "AND", bind);
  if ("any" in filter) return joined(filter.any, "OR", bind);
  if ("not" in filter) return `NOT ${conditionOf(filter.not, bind)}`;
  return `(${leafCondition(filter, bind)})`;
}

const joined = (filters: readonly Filter[], word: "AND" | "OR", bind: Bind): string =>
  `(${filters.map((filter) => conditionOf(filter, bind)).join(` ${word} `)})`;

function leafCondition(leaf: Leaf, bind: Bind): string {
  switch (leaf.field) {
    case "tags":
      // An empty list of tags is always written as `[]`.
      if (leaf.op === "exists") return `c.tags ${leaf.exists ? "<>" : "="} '[]'`;
      return `EXISTS (SELECT 1 FROM contact_tags t WHERE t.tag = ${bind(leaf.tag)} AND t.contact_id = c.id)`;
    case "consent.marketing":
      return `c.marketing ${COMPARISONS[leaf.op]} ${bind(leaf.state)}`;
    case "created_at":
      // Every contact has an instant of creation.
      if (leaf.op === "exists") return leaf.exists ? "1" : "0";
      return `c.created_at ${COMPARISONS[leaf.op]} CAST(${bind(String(leaf.atMs))} AS INTEGER)`;
  }
}
