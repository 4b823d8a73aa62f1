// The grammar of filters over conversations: its shape is that of filters over contacts, its fields are others. A parsed filter holds
// only values that were checked and folded.
import { tagFault } from "#core/contact/tag";
import {
  CONVERSATION_PRIORITIES,
  CONVERSATION_STATUSES,
  WINDOW_STATES,
} from "#core/conversation/states";
import { tagKey } from "#core/conversation/tag-keys";
import { isId } from "#core/ids";
import { err, ok, type Result } from "#core/result";
import { FILTER_DEPTH_MAX, FILTER_LEAVES_MAX, type FilterFault } from "#core/segment/filter";

export type ConversationFilter =
  | { readonly all: readonly ConversationFilter[] }
  | { readonly any: readonly ConversationFilter[] }
  | { readonly not: ConversationFilter }
  | ConversationLeaf;

/** What a conversation has one word of. Of `assignee`, `me` is who asks. */
export type WordField = "status" | "priority" | "window" | "number" | "assignee";
export type ExistsField = "assignee" | "tags" | "last_inbound_at";
export type FlagField = "unread" | "has_written" | "needs_reply";

/** One condition. */
export type ConversationLeaf =
  /** `oneOf` is never empty, and holds words of the field alone. */
  | { readonly kind: "word"; readonly field: WordField; readonly oneOf: readonly string[] }
  | { readonly kind: "exists"; readonly field: ExistsField; readonly exists: boolean }
  /** `key` as `tagKey` makes it. */
  | { readonly kind: "tag"; readonly key: string }
  | { readonly kind: "flag"; readonly field: FlagField; readonly is: boolean }
  | {
      readonly kind: "last_inbound_at";
      readonly op: "gt" | "gte" | "lt" | "lte";
      /** Unix ms. */
      readonly atMs: number;
    };

/**
 * Read a filter from JSON: a leaf `{field, op, value}`, `{and: […]}`, `{or: […]}`, `{not: …}`, or `{}` for every conversation.
 */
export function parseConversationFilter(input: unknown): Result<ConversationFilter, FilterFault> {
  if (isRecord(input) && Object.keys(input).length === 0) return ok({ all: [] });
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

function parseNode(input: unknown, place: Place): ConversationFilter {
  if (place.depth > FILTER_DEPTH_MAX)
    throw new Fault("filter_too_complex", place.pointer, `At most ${FILTER_DEPTH_MAX} levels.`);
  if (!isRecord(input)) throw new Fault("invalid_request", place.pointer, "A filter is an object.");
  const [key, ...others] = Object.keys(input);
  if (others.length === 0) {
    if (key === "and") return { all: parseList(input["and"], inside(place, "and")) };
    if (key === "or") return { any: parseList(input["or"], inside(place, "or")) };
    if (key === "not") return { not: parseNode(input["not"], inside(place, "not")) };
  }
  return parseLeaf(input, place);
}

function parseList(input: unknown, list: Place): readonly ConversationFilter[] {
  if (!Array.isArray(input) || input.length === 0)
    throw new Fault("invalid_request", list.pointer, "The list holds at least one filter.");
  if (input.length > FILTER_LEAVES_MAX) throw tooManyLeaves(list.pointer);
  return input.map((item: unknown, i) =>
    parseNode(item, { ...list, pointer: `${list.pointer}/${i}` }),
  );
}

interface Given {
  readonly op: string;
  readonly value: unknown;
  readonly pointer: string;
}

const WORDS = ["eq", "ne", "in"] as const;
const COMPARISONS = ["gt", "gte", "lt", "lte"] as const;

interface Field {
  readonly ops: readonly string[];
  readonly leaf: (given: Given) => ConversationFilter;
}

const exists = (field: ExistsField, given: Given): ConversationFilter => ({
  kind: "exists",
  field,
  exists: booleanOf(given),
});

const word = (field: WordField, isWord: (text: string) => boolean): Field => ({
  ops: WORDS,
  leaf: (given) => words(field, given, isWord),
});

const flag = (field: FlagField): Field => ({
  ops: ["eq"],
  leaf: (given) => ({ kind: "flag", field, is: booleanOf(given) }),
});

const among = (list: readonly string[]) => (text: string) => list.includes(text);
const isMember = (text: string): boolean => text === "me" || isId("user", text);

/** By field: its operators, and how a leaf with one of them is read. */
const FIELDS: Readonly<Record<string, Field>> = {
  status: word("status", among(CONVERSATION_STATUSES)),
  priority: word("priority", among(CONVERSATION_PRIORITIES)),
  window: word("window", among(WINDOW_STATES)),
  number: word("number", (text) => isId("number", text)),
  assignee: {
    ops: [...WORDS, "exists"],
    leaf: (given) =>
      given.op === "exists" ? exists("assignee", given) : words("assignee", given, isMember),
  },
  tags: {
    ops: ["contains", "exists"],
    leaf: (given) =>
      given.op === "exists" ? exists("tags", given) : { kind: "tag", key: aTag(given) },
  },
  unread: flag("unread"),
  has_written: flag("has_written"),
  needs_reply: flag("needs_reply"),
  last_inbound_at: {
    ops: [...COMPARISONS, "exists"],
    leaf: (given) => {
      const op = COMPARISONS.find((known) => known === given.op);
      return op === undefined
        ? exists("last_inbound_at", given)
        : { kind: "last_inbound_at", op, atMs: instantOf(given) };
    },
  },
};

function parseLeaf(input: Readonly<Record<string, unknown>>, place: Place): ConversationFilter {
  if (Object.keys(input).toSorted().join() !== "field,op,value")
    throw new Fault(
      "invalid_request",
      place.pointer,
      "A filter is one of {field, op, value}, {and}, {or}, {not}.",
    );
  place.leaves.count += 1;
  if (place.leaves.count > FILTER_LEAVES_MAX) throw tooManyLeaves(place.pointer);
  const { op, value } = input;
  const { ops, leaf } = fieldOf(input["field"], place);
  if (typeof op !== "string" || !ops.includes(op))
    throw new Fault(
      "unknown_field",
      `${place.pointer}/op`,
      `Operators of this field: ${ops.join(", ")}.`,
    );
  return leaf({ op, value, pointer: `${place.pointer}/value` });
}

function fieldOf(field: unknown, place: Place): Field {
  const known =
    typeof field === "string" && Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (known !== undefined) return known;
  throw new Fault(
    "unknown_field",
    `${place.pointer}/field`,
    `Known fields: ${Object.keys(FIELDS).join(", ")}.`,
  );
}

/** `eq` and `ne` take one word, `in` up to as many as a filter has conditions. */
function words(
  field: WordField,
  { op, value, pointer }: Given,
  isWord: (text: string) => boolean,
): ConversationFilter {
  const list: readonly unknown[] = op === "in" && Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.length > FILTER_LEAVES_MAX)
    throw new Fault("invalid_request", pointer, `1 to ${FILTER_LEAVES_MAX} values.`);
  const oneOf = list.filter((one): one is string => typeof one === "string" && isWord(one));
  if (oneOf.length < list.length)
    throw new Fault("invalid_request", pointer, "No value of this field.");
  const leaf = { kind: "word", field, oneOf } as const;
  return op === "ne" ? { not: leaf } : leaf;
}

function aTag({ value, pointer }: Given): string {
  const fault = typeof value === "string" ? tagFault(value) : { message: "Expected a tag." };
  if (fault !== null || typeof value !== "string")
    throw new Fault("invalid_request", pointer, fault?.message ?? "Expected a tag.");
  return tagKey(value.trim());
}

function booleanOf({ value, pointer }: Given): boolean {
  if (typeof value === "boolean") return value;
  throw new Fault("invalid_request", pointer, "Expected true or false.");
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

function instantOf({ value, pointer }: Given): number {
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
