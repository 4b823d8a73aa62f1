import type { Filter, Leaf } from "#core/segment/filter";

/** A condition over the contacts table under the alias `c`. */
export interface CompiledFilter {
  readonly sql: string;
  /** In order: the value of `?<firstParam>` first. At most one for each leaf. */
  readonly params: readonly string[];
}

const COMPARISONS = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

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
  switch (leaf.op) {
    case "contains":
      return `EXISTS (SELECT 1 FROM contact_tags t WHERE t.tag = ${bind(leaf.tag)} AND t.contact_id = c.id)`;
    case "exists":
      // Every contact has an instant of creation; an empty list of tags is always written as `[]`.
      if (leaf.field === "tags") return `c.tags ${leaf.exists ? "<>" : "="} '[]'`;
      return leaf.exists ? "1" : "0";
    case "eq":
    case "ne":
      return `c.marketing ${leaf.op === "eq" ? "=" : "<>"} ${bind(leaf.state)}`;
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return `c.created_at ${COMPARISONS[leaf.op]} CAST(${bind(String(leaf.atMs))} AS INTEGER)`;
  }
}
