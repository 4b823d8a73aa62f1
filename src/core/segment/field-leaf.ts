/** Leaves over a contact's own fields, whose values have a type of their own: a text is never a number. */
import {
  booleanOf,
  COMPARISONS,
  FilterError,
  isComparison,
  operatorIn,
  unknownField,
  valueIn,
  type Comparison,
  type WrittenLeaf,
} from "#core/segment/grammar";
import { textOf, textsOf } from "#core/segment/text-leaf";

export type FieldLeaf = { readonly field: "fields"; readonly key: string } & (
  | { readonly op: "exists"; readonly exists: boolean }
  | { readonly op: "in"; readonly value: readonly string[] }
  | { readonly op: "starts_with"; readonly value: string }
  | { readonly op: "eq" | "ne"; readonly value: string | number | boolean }
  /** A day is compared with days, a number with numbers. */
  | { readonly op: Comparison; readonly value: number | string }
);

/** Whether a leaf asks for what is more or less than a number or a day. */
export const isComparing = (leaf: FieldLeaf): leaf is Comparing => isComparison(leaf.op);

export type Comparing = Extract<FieldLeaf, { readonly op: Comparison }>;

const KEY_MAX = 64;
const OPS = ["eq", "ne", "in", "starts_with", ...COMPARISONS, "exists"] as const;

/** A leaf over `fields.<key>`. @throws FilterError */
export function fieldLeaf(leaf: WrittenLeaf, key: string): FieldLeaf {
  if (key === "" || key.length > KEY_MAX)
    throw unknownField(leaf.pointer, `fields.<key> of at most ${KEY_MAX} characters`);
  const op = operatorIn(OPS, leaf);
  const at = valueIn(leaf);
  const of = { field: "fields", key } as const;
  if (isComparison(op)) return { ...of, op, value: comparableOf(at) };
  switch (op) {
    case "exists":
      return { ...of, op, exists: booleanOf(at) };
    case "in":
      return { ...of, op, value: textsOf(at) };
    case "starts_with":
      return { ...of, op, value: textOf(at) };
    case "eq":
    case "ne":
      return { ...of, op, value: typeof at.value === "boolean" ? at.value : scalarOf(at) };
  }
}

/** Whether a value is written as days are: `YYYY-MM-DD`. */
export const isDayShaped = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);

type At = ReturnType<typeof valueIn>;

const comparableOf = (at: At): string | number => (isDayShaped(at.value) ? at.value : numberOf(at));

const scalarOf = (at: At): string | number =>
  typeof at.value === "number" ? numberOf(at) : textOf(at);

function numberOf({ value, pointer }: At): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new FilterError("invalid_request", pointer, "Expected a number.");
}
