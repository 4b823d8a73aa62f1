// The grammar of filters over contacts, for segments, audiences and search. A parsed filter holds only values that were checked and
// folded, so what compiles or evaluates it never meets a bad one.
import { CONSENT_STATES, type ConsentState } from "#core/consent/states";
import { foldTag, tagFault } from "#core/contact/tag";
import { isId, type Id } from "#core/ids";
import { MESSAGE_STATES, type MessageState } from "#core/message/states";
import type { Result } from "#core/result";
import { fieldLeaf, type FieldLeaf } from "#core/segment/field-leaf";
import {
  booleanOf,
  COMPARISONS,
  FilterError,
  instantOf,
  operatorIn,
  parseTree,
  unknownField,
  valueIn,
  type Comparison,
  type FilterFault,
  type Tree,
  type WrittenLeaf,
  type WrittenValue,
} from "#core/segment/grammar";
import {
  countryLeaf,
  languageLeaf,
  nameLeaf,
  phoneLeaf,
  type CountryLeaf,
  type TextLeaf,
} from "#core/segment/text-leaf";

export type Filter = Tree<Leaf>;

/** An instant of a contact; that of the last message that it wrote may be missing. */
type InstantLeaf =
  | {
      readonly field: "created_at" | "last_inbound_at";
      readonly op: "exists";
      readonly exists: boolean;
    }
  | {
      readonly field: "created_at" | "last_inbound_at";
      readonly op: Comparison;
      /** Unix ms. */
      readonly atMs: number;
    };

export type Leaf =
  /** `tag` is folded. */
  | { readonly field: "tags"; readonly op: "contains"; readonly tag: string }
  | { readonly field: "tags"; readonly op: "exists"; readonly exists: boolean }
  | TextLeaf
  | CountryLeaf
  | FieldLeaf
  | {
      readonly field: "consent.marketing";
      readonly op: "eq" | "ne";
      readonly state: ConsentState;
    }
  | InstantLeaf
  /** Whether a message of the campaign to the contact stands so, as its report counts it. */
  | {
      readonly field: "campaign";
      readonly op: "eq";
      readonly campaignId: Id<"campaign">;
      readonly state: MessageState;
    };

/** The leaves on a field. */
export type LeafOn<F extends Leaf["field"]> = Leaf extends infer L
  ? L extends { readonly field: infer G }
    ? F extends G
      ? L
      : never
    : never
  : never;

/** What is done with a leaf on each field. */
export type ByField<M, R> = {
  readonly [F in Leaf["field"]]: (leaf: LeafOn<F>, more: M) => R;
};

/** Do what the table says for a leaf's field. */
export const byField = <M, R>(table: ByField<M, R>, leaf: Leaf, more: M): R =>
  // Safe: the entry of a field takes the leaves on it.
  (table[leaf.field] as (leaf: Leaf, more: M) => R)(leaf, more);

/** The filter that every contact passes; the wire's `{}`. */
export const EVERYONE: Filter = { all: [] };

/** Read a filter over contacts from JSON; `{}` is everyone. */
export const parseFilter = (input: unknown): Result<Filter, FilterFault> =>
  parseTree(input, contactLeaf);

const instantLeaf =
  (field: InstantLeaf["field"]) =>
  (leaf: WrittenLeaf): Leaf => {
    const op = operatorIn([...COMPARISONS, "exists"], leaf);
    return op === "exists"
      ? { field, op, exists: booleanOf(valueIn(leaf)) }
      : { field, op, atMs: instantOf(valueIn(leaf)) };
  };

/** By field: how a leaf is read. */
const FIELDS: Readonly<Record<string, (leaf: WrittenLeaf) => Leaf>> = {
  tags: (leaf) => {
    const op = operatorIn(["contains", "exists"], leaf);
    return op === "exists"
      ? { field: "tags", op, exists: booleanOf(valueIn(leaf)) }
      : { field: "tags", op, tag: foldTag(tagOf(valueIn(leaf))) };
  },
  name: nameLeaf("name"),
  external_id: nameLeaf("external_id"),
  phone: phoneLeaf,
  country: countryLeaf,
  language: languageLeaf,
  "consent.marketing": (leaf) => ({
    field: "consent.marketing",
    op: operatorIn(["eq", "ne"], leaf),
    state: stateOf(valueIn(leaf)),
  }),
  last_inbound_at: instantLeaf("last_inbound_at"),
  created_at: instantLeaf("created_at"),
};

/** By how a field's name begins: how a leaf is read, of what stands behind. */
const FAMILIES: readonly (readonly [string, (leaf: WrittenLeaf, rest: string) => Leaf])[] = [
  ["fields.", fieldLeaf],
  ["campaign.", campaignLeaf],
];

/** The fields that contacts are filtered by, as they are told. */
const CONTACT_FIELDS: readonly string[] = [...Object.keys(FIELDS), "fields.<key>", "campaign.<id>"];

/** One condition on a contact. @throws FilterError */
export function contactLeaf(leaf: WrittenLeaf): Leaf {
  const { field, pointer } = leaf;
  const name = typeof field === "string" ? field : "";
  const read = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (read !== undefined) return read(leaf);
  const family = FAMILIES.find(([start]) => name.startsWith(start));
  if (family === undefined) throw unknownField(pointer, CONTACT_FIELDS.join(", "));
  return family[1](leaf, name.slice(family[0].length));
}

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

function campaignLeaf(leaf: WrittenLeaf, id: string): Leaf {
  if (!isId("campaign", id)) throw unknownField(leaf.pointer, CONTACT_FIELDS.join(", "));
  const op = operatorIn(["eq"], leaf);
  const { value, pointer } = valueIn(leaf);
  const state = MESSAGE_STATES.find((known) => known === value && known !== "received");
  if (state !== undefined) return { field: "campaign", op, campaignId: id, state };
  throw new FilterError("invalid_request", pointer, "Expected a status of an outgoing message.");
}
