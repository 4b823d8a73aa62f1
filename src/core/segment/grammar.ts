/**
 * The one shape of filters, whatever they are over: a leaf `{field, op, value}`, `{and: […]}`, `{or: […]}`, `{not: …}`, or `{}` for
 * everything. What a leaf may say is each grammar's own; where and how wrong a filter is, is told here.
 */
import { err, ok, type Result } from "#core/result";

/** A parsed filter with leaves of one grammar. `{ all: [] }` lets everything pass. */
export type Tree<Leaf> =
  | { readonly all: readonly Tree<Leaf>[] }
  | { readonly any: readonly Tree<Leaf>[] }
  | { readonly not: Tree<Leaf> }
  | Leaf;

export interface FilterFault {
  readonly code: "invalid_request" | "unknown_field" | "filter_too_complex";
  /** JSON pointer into the filter. */
  readonly pointer: string;
  readonly message: string;
}

/** How many groups may lie around a leaf. */
export const FILTER_DEPTH_MAX = 5;
export const FILTER_LEAVES_MAX = 50;

/** More or less than a value: how numbers and instants are compared. */
export const COMPARISONS = ["gt", "gte", "lt", "lte"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Whether an operator is one of those. */
export const isComparison = (op: string): op is Comparison =>
  (COMPARISONS as readonly string[]).includes(op);

/** A leaf as it is written. */
export interface WrittenLeaf {
  readonly field: unknown;
  readonly op: unknown;
  readonly value: unknown;
  /** JSON pointer of the leaf. */
  readonly pointer: string;
}

/** A value of a leaf, and where it stands. */
export interface WrittenValue {
  readonly value: unknown;
  readonly pointer: string;
}

/** Thrown by whoever reads a leaf; `parseTree` answers it. */
export class FilterError extends Error {
  readonly fault: FilterFault;

  constructor(code: FilterFault["code"], pointer: string, message: string) {
    super(code);
    this.fault = { code, pointer, message };
  }
}

/** Read a filter from JSON. `leafOf` reads a leaf and throws a {@link FilterError} where it is wrong. */
export function parseTree<Leaf>(
  input: unknown,
  leafOf: (leaf: WrittenLeaf) => Tree<Leaf>,
): Result<Tree<Leaf>, FilterFault> {
  if (isRecord(input) && Object.keys(input).length === 0) return ok({ all: [] });
  try {
    return ok(new Reading(leafOf).node(input, { pointer: "", depth: 0 }));
  } catch (error) {
    if (error instanceof FilterError) return err(error.fault);
    throw error;
  }
}

interface Place {
  readonly pointer: string;
  readonly depth: number;
}

/** One filter that is being read: it counts its leaves. */
class Reading<Leaf> {
  private readonly leafOf: (leaf: WrittenLeaf) => Tree<Leaf>;
  private leaves = 0;

  constructor(leafOf: (leaf: WrittenLeaf) => Tree<Leaf>) {
    this.leafOf = leafOf;
  }

  node(input: unknown, place: Place): Tree<Leaf> {
    if (place.depth > FILTER_DEPTH_MAX)
      throw new FilterError(
        "filter_too_complex",
        place.pointer,
        `At most ${FILTER_DEPTH_MAX} levels.`,
      );
    if (!isRecord(input))
      throw new FilterError("invalid_request", place.pointer, "A filter is an object.");
    const [key, ...others] = Object.keys(input);
    if (others.length === 0) {
      if (key === "and") return { all: this.list(input["and"], inside(place, key)) };
      if (key === "or") return { any: this.list(input["or"], inside(place, key)) };
      if (key === "not") return { not: this.node(input["not"], inside(place, key)) };
    }
    return this.leaf(input, place.pointer);
  }

  private list(input: unknown, place: Place): readonly Tree<Leaf>[] {
    if (!Array.isArray(input) || input.length === 0)
      throw new FilterError(
        "invalid_request",
        place.pointer,
        "The list holds at least one filter.",
      );
    if (input.length > FILTER_LEAVES_MAX) throw tooManyLeaves(place.pointer);
    return input.map((item: unknown, i) =>
      this.node(item, { ...place, pointer: `${place.pointer}/${i}` }),
    );
  }

  private leaf(input: Readonly<Record<string, unknown>>, pointer: string): Tree<Leaf> {
    const extra = Object.keys(input).find((key) => !LEAF.includes(key));
    if (extra !== undefined || LEAF.some((key) => !(key in input)))
      throw new FilterError(
        "invalid_request",
        extra !== undefined && "field" in input ? `${pointer}/${escaped(extra)}` : pointer,
        "A filter is one of {field, op, value}, {and}, {or}, {not}.",
      );
    this.leaves += 1;
    if (this.leaves > FILTER_LEAVES_MAX) throw tooManyLeaves(pointer);
    const { field, op, value } = input;
    return this.leafOf({ field, op, value, pointer });
  }
}

/** The row of a table of fields that a leaf names. @throws FilterError `unknown_field`. */
export function fieldIn<Row>(fields: Readonly<Record<string, Row>>, leaf: WrittenLeaf): Row {
  const { field, pointer } = leaf;
  const row = typeof field === "string" && Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (row !== undefined) return row;
  throw unknownField(pointer, Object.keys(fields).join(", "));
}

/** No grammar knows the field of the leaf at `pointer`; `known` lists those there are. */
export const unknownField = (pointer: string, known: string): FilterError =>
  new FilterError("unknown_field", `${pointer}/field`, `Known fields: ${known}.`);

/** The operator of a leaf. @throws FilterError `unknown_field` when the field does not take it. */
export function operatorIn<Op extends string>(
  ops: readonly Op[],
  { op, pointer }: WrittenLeaf,
): Op {
  const known = ops.find((one) => one === op);
  if (known !== undefined) return known;
  throw new FilterError(
    "unknown_field",
    `${pointer}/op`,
    `Operators of this field: ${ops.join(", ")}.`,
  );
}

/** What a leaf compares with, and where it stands. */
export const valueIn = ({ value, pointer }: WrittenLeaf): WrittenValue => ({
  value,
  pointer: `${pointer}/value`,
});

/** @throws FilterError when it is no boolean. */
export function booleanOf({ value, pointer }: WrittenValue): boolean {
  if (typeof value === "boolean") return value;
  throw new FilterError("invalid_request", pointer, "Expected true or false.");
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

/** An instant in Unix ms. @throws FilterError when it is none of RFC 3339. */
export function instantOf({ value, pointer }: WrittenValue): number {
  const atMs = typeof value === "string" && RFC3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(atMs)) return atMs;
  throw new FilterError("invalid_request", pointer, "Expected an RFC 3339 instant.");
}

/** What a leaf is written with. */
const LEAF: readonly string[] = ["field", "op", "value"];

/** A member's name in a JSON pointer. RFC 6901. */
const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

const tooManyLeaves = (pointer: string): FilterError =>
  new FilterError("filter_too_complex", pointer, `At most ${FILTER_LEAVES_MAX} conditions.`);

const inside = (place: Place, key: string): Place => ({
  pointer: `${place.pointer}/${key}`,
  depth: place.depth + 1,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
