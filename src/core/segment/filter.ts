// The grammar of filters over contacts, for segments, audiences and search. A parsed filter holds only values that were checked and
// folded, so what compiles or evaluates it never meets a bad one.
import { CONSENT_STATES, type ConsentState } from "#core/consent/states";
import { foldTag, tagFault } from "#core/contact/tag";
import type { Result } from "#core/result";
import {
  booleanOf,
  fieldIn,
  FilterError,
  instantOf,
  operatorIn,
  parseTree,
  valueIn,
  type FilterFault,
  type Tree,
  type WrittenLeaf,
  type WrittenValue,
} from "#core/segment/grammar";

export type Filter = Tree<Leaf>;

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

/** The filter that every contact passes; the wire's `{}`. */
export const EVERYONE: Filter = { all: [] };

/** Read a filter over contacts from JSON; `{}` is everyone. */
export const parseFilter = (input: unknown): Result<Filter, FilterFault> =>
  parseTree(input, contactLeaf);

const COMPARISONS = ["gt", "gte", "lt", "lte"] as const;

/** By field: how a leaf is read. */
const FIELDS: Readonly<Record<string, (leaf: WrittenLeaf) => Leaf>> = {
  tags: (leaf) => {
    const op = operatorIn(["contains", "exists"], leaf);
    return op === "exists"
      ? { field: "tags", op, exists: booleanOf(valueIn(leaf)) }
      : { field: "tags", op, tag: foldTag(tagOf(valueIn(leaf))) };
  },
  "consent.marketing": (leaf) => ({
    field: "consent.marketing",
    op: operatorIn(["eq", "ne"], leaf),
    state: stateOf(valueIn(leaf)),
  }),
  created_at: (leaf) => {
    const op = operatorIn([...COMPARISONS, "exists"], leaf);
    return op === "exists"
      ? { field: "created_at", op, exists: booleanOf(valueIn(leaf)) }
      : { field: "created_at", op, atMs: instantOf(valueIn(leaf)) };
  },
};

/** The fields that contacts are filtered by. */
export const CONTACT_FIELDS: readonly string[] = Object.keys(FIELDS);

/** One condition on a contact. @throws FilterError */
export const contactLeaf = (leaf: WrittenLeaf): Leaf => fieldIn(FIELDS, leaf)(leaf);

/** A tag that can be one, trimmed. @throws FilterError */
export function tagOf({ value, pointer }: WrittenValue): string {
  const fault = typeof value === "string" ? tagFault(value) : { message: "Expected a tag." };
  if (fault !== null || typeof value !== "string")
    throw new FilterError("invalid_request", pointer, fault?.message ?? "Expected a tag.");
  return value.trim();
}

function stateOf({ value, pointer }: WrittenValue): ConsentState {
  const state = CONSENT_STATES.find((known) => known === value);
  if (state !== undefined) return state;
  throw new FilterError("invalid_request", pointer, "Expected unknown, granted or withdrawn.");
}
