// The grammar of filters over conversations. A parsed filter holds only values that were checked and folded.
import {
  CONVERSATION_PRIORITIES,
  CONVERSATION_STATUSES,
  WINDOW_STATES,
} from "#core/conversation/states";
import { tagKey } from "#core/conversation/tag-keys";
import { isId } from "#core/ids";
import type { Result } from "#core/result";
import { tagOf } from "#core/segment/filter";
import {
  booleanOf,
  COMPARISONS,
  fieldIn,
  FILTER_LEAVES_MAX,
  FilterError,
  instantOf,
  operatorIn,
  parseTree,
  valueIn,
  type FilterFault,
  type Tree,
  type WrittenLeaf,
} from "#core/segment/grammar";

export type ConversationFilter = Tree<ConversationLeaf>;

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

/** Read a filter over conversations from JSON; `{}` is every conversation. */
export const parseConversationFilter = (input: unknown): Result<ConversationFilter, FilterFault> =>
  parseTree(input, (leaf) => fieldIn(FIELDS, leaf)(leaf));

const WORDS = ["eq", "ne", "in"] as const;

type ReadLeaf = (leaf: WrittenLeaf) => ConversationFilter;

const exists = (field: ExistsField, leaf: WrittenLeaf): ConversationFilter => ({
  kind: "exists",
  field,
  exists: booleanOf(valueIn(leaf)),
});

const word =
  (field: WordField, isWord: (text: string) => boolean): ReadLeaf =>
  (leaf) =>
    words(field, { leaf, op: operatorIn(WORDS, leaf), isWord });

const flag =
  (field: FlagField): ReadLeaf =>
  (leaf) => {
    operatorIn(["eq"], leaf);
    return { kind: "flag", field, is: booleanOf(valueIn(leaf)) };
  };

const among = (list: readonly string[]) => (text: string) => list.includes(text);
const isMember = (text: string): boolean => text === "me" || isId("user", text);

/** By field: how a leaf is read. */
const FIELDS: Readonly<Record<string, ReadLeaf>> = {
  status: word("status", among(CONVERSATION_STATUSES)),
  priority: word("priority", among(CONVERSATION_PRIORITIES)),
  window: word("window", among(WINDOW_STATES)),
  number: word("number", (text) => isId("number", text)),
  assignee: (leaf) => {
    const op = operatorIn([...WORDS, "exists"], leaf);
    return op === "exists"
      ? exists("assignee", leaf)
      : words("assignee", { leaf, op, isWord: isMember });
  },
  tags: (leaf) =>
    operatorIn(["contains", "exists"], leaf) === "exists"
      ? exists("tags", leaf)
      : { kind: "tag", key: tagKey(tagOf(valueIn(leaf))) },
  unread: flag("unread"),
  has_written: flag("has_written"),
  needs_reply: flag("needs_reply"),
  last_inbound_at: (leaf) => {
    const op = operatorIn([...COMPARISONS, "exists"], leaf);
    return op === "exists"
      ? exists("last_inbound_at", leaf)
      : { kind: "last_inbound_at", op, atMs: instantOf(valueIn(leaf)) };
  },
};

/** `eq` and `ne` take one word, `in` up to as many as a filter has conditions. */
function words(
  field: WordField,
  of: {
    readonly leaf: WrittenLeaf;
    readonly op: (typeof WORDS)[number];
    readonly isWord: (text: string) => boolean;
  },
): ConversationFilter {
  const { value, pointer } = valueIn(of.leaf);
  const list: readonly unknown[] = of.op === "in" && Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.length > FILTER_LEAVES_MAX)
    throw new FilterError("invalid_request", pointer, `1 to ${FILTER_LEAVES_MAX} values.`);
  const oneOf = list.filter((one): one is string => typeof one === "string" && of.isWord(one));
  if (oneOf.length < list.length)
    throw new FilterError("invalid_request", pointer, "No value of this field.");
  const leaf = { kind: "word", field, oneOf } as const;
  return of.op === "ne" ? { not: leaf } : leaf;
}
