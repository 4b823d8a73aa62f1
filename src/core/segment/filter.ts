// One grammar for segments, audiences and search. A parsed filter holds only values that were checked and folded, so what
// compiles or evaluates it never meets a bad one.
import { CONSENT_STATES, type ConsentState } from "#core/consent/states";
import { foldTag, tagFault } from "#core/contact/tag";
import { err, ok, type Result } from "#core/result";

export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | Leaf;

export type Leaf =
  /** `tag` is folded. */
  | { readonly field: "tags"; readonly op: "contains"; readonly tag: string }
  | { readonly field: "tags" | "created_at"; readonly op: "exists"; readonly exists: boolean }
  | {
      readonly field: "consent.marketing";
      readonly op: "eq" | "ne";
      readonly state: ConsentState;
    }
  | {
      readonly field: "created_at";
      readonly op: "gt" | "gte" | "lt" | "lte";
      /** Unix ms. */
      readonly atMs: number;
    };

export interface FilterFault {
  readonly code: "invalid_request" | "unknown_field" | "filter_too_complex";
  /** JSON pointer into the filter. */
  readonly pointer: string;
  readonly message: string;
}

/** How many groups may lie around a leaf. */
export const FILTER_DEPTH_MAX = 5;
export const FILTER_LEAVES_MAX = 50;

/** The filter that every contact passes; the wire's `{}`. */
export const EVERYONE: Filter = { all: [] };

/**
 * Read a filter from JSON: a leaf `{field, op, value}`, `{and: […]}`, `{or: […]}`, `{not: …}`, or `{}` for everyone.
 */
export function parseFilter(input: unknown): Result<Filter, FilterFault> {
  if (isRecord(input) && Object.keys(input).length === 0) return ok(EVERYONE);
  try {
    return ok(parseNode(input, { pointer: "", depth: 0, leaves: { count: 0 } }));
  } catch (error) {
    if (error instanceof Fault) return err(error.fault);
    throw error;
  }
}

interface Place {
  readonly pointer: string;
  readonly depth: number;
  readonly leaves: { count: number };
}

/** Leaves the recursion; never leaves this module. */
class Fault extends Error {
  readonly fault: FilterFault;

  constructor(code: FilterFault["code"], pointer: string, message: string) {
    super(code);
    this.fault = { code, pointer, message };
  }
}

function parseNode(input: unknown, place: Place): Filter {
  if (place.depth > FILTER_DEPTH_MAX)
    throw new Fault("filter_too_complex", place.pointer, `At most ${FILTER_DEPTH_MAX} levels.`);
  if (!isRecord(input)) throw new Fault("invalid_request", place.pointer, "A filter is an object.");
  const keys = Object.keys(input);
  if (keys.length === 1) {
    if (keys[0] === "and") return { all: parseList(input["and"], "and", place) };
    if (keys[0] === "or") return { any: parseList(input["or"], "or", place) };
    if (keys[0] === "not") return { not: parseNode(input["not"], inside(place, "not")) };
  }
  return parseLeaf(input, place);
}

function parseList(input: unknown, key: "and" | "or", place: Place): readonly Filter[] {
  const list = inside(place, key);
  if (!Array.isArray(input) || input.length === 0)
    throw new Fault("invalid_request", list.pointer, `\`${key}\` holds at least one filter.`);
  if (input.length > FILTER_LEAVES_MAX) throw tooManyLeaves(list.pointer);
  return input.map((item: unknown, i) =>
    parseNode(item, { ...list, pointer: `${list.pointer}/${i}` }),
  );
}

const OPS: Readonly<Record<string, readonly string[]>> = {
  tags: ["contains", "exists"],
  "consent.marketing": ["eq", "ne"],
  created_at: ["gt", "gte", "lt", "lte", "exists"],
};

function parseLeaf(input: Readonly<Record<string, unknown>>, place: Place): Leaf {
  const extra = Object.keys(input).find((key) => !["field", "op", "value"].includes(key));
  if (extra !== undefined || !("field" in input) || !("op" in input) || !("value" in input))
    throw new Fault(
      "invalid_request",
      place.pointer,
      "A filter is one of {field, op, value}, {and}, {or}, {not}.",
    );
  place.leaves.count += 1;
  if (place.leaves.count > FILTER_LEAVES_MAX) throw tooManyLeaves(place.pointer);
  const { field, op, value } = input;
  const ops = operatorsOf(field, place);
  if (typeof op !== "string" || !ops.includes(op))
    throw new Fault(
      "unknown_field",
      `${place.pointer}/op`,
      `Operators of this field: ${ops.join(", ")}.`,
    );
  return leafOf(String(field), op, { value, pointer: `${place.pointer}/value` });
}

function operatorsOf(field: unknown, place: Place): readonly string[] {
  const ops = typeof field === "string" && Object.hasOwn(OPS, field) ? OPS[field] : undefined;
  if (ops !== undefined) return ops;
  throw new Fault(
    "unknown_field",
    `${place.pointer}/field`,
    `Known fields: ${Object.keys(OPS).join(", ")}.`,
  );
}

/** `field` and `op` are known to fit each other. */
function leafOf(field: string, op: string, at: { value: unknown; pointer: string }): Leaf {
  if (op === "exists")
    return { field: field === "tags" ? "tags" : "created_at", op, exists: booleanOf(at) };
  if (field === "tags") return { field, op: "contains", tag: tagOf(at) };
  if (field === "consent.marketing")
    return { field, op: op === "eq" ? "eq" : "ne", state: stateOf(at) };
  return { field: "created_at", op: comparisonOf(op), atMs: instantOf(at) };
}

function comparisonOf(op: string): "gt" | "gte" | "lt" | "lte" {
  return op === "gt" || op === "gte" || op === "lt" ? op : "lte";
}

type Value = { readonly value: unknown; readonly pointer: string };

function booleanOf({ value, pointer }: Value): boolean {
  if (typeof value === "boolean") return value;
  throw new Fault("invalid_request", pointer, "Expected true or false.");
}

function tagOf({ value, pointer }: Value): string {
  const fault = typeof value === "string" ? tagFault(value) : { message: "Expected a tag." };
  if (fault !== null || typeof value !== "string")
    throw new Fault("invalid_request", pointer, fault?.message ?? "Expected a tag.");
  return foldTag(value.trim());
}

function stateOf({ value, pointer }: Value): ConsentState {
  const state = CONSENT_STATES.find((known) => known === value);
  if (state !== undefined) return state;
  throw new Fault("invalid_request", pointer, "Expected unknown, granted or withdrawn.");
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

function instantOf({ value, pointer }: Value): number {
  const atMs = typeof value === "string" && RFC3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(atMs)) return atMs;
  throw new Fault("invalid_request", pointer, "Expected an RFC 3339 instant.");
}

const tooManyLeaves = (pointer: string) =>
  new Fault("filter_too_complex", pointer, `At most ${FILTER_LEAVES_MAX} conditions.`);

const inside = (place: Place, key: string): Place => ({
  ...place,
  pointer: `${place.pointer}/${key}`,
  depth: place.depth + 1,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
