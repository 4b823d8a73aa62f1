import type { Comparison } from "#core/segment/grammar";

/** How SQL compares, by the operators of filters. */
export const COMPARISON_SQL: Readonly<Record<Comparison | "eq" | "ne", string>> = {
  eq: "=",
  ne: "<>",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
};
