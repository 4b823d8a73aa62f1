import type {
  ConversationFilter,
  ConversationLeaf,
  ExistsField,
  FlagField,
  WordField,
} from "#core/conversation/filter";
import { needsReply } from "#core/conversation/needs-reply";
import type { ConversationPriority, ConversationStatus } from "#core/conversation/states";
import { windowState } from "#core/conversation/window";
import type { Id } from "#core/ids";

/** Of a conversation what filters ask for. Instants are Unix ms. */
export interface Filtered {
  readonly numberId: Id<"number">;
  readonly status: ConversationStatus;
  readonly priority: ConversationPriority;
  readonly assignee: Id<"user"> | null;
  readonly tagKeys: string | null;
  readonly unread: number;
  readonly lastAt: number;
  readonly lastInboundAt: number | null;
}

/** Who asks, and when. */
export interface Asking {
  /** Whom `me` means; null when an API key or a job asks, which is assigned nothing. */
  readonly me: Id<"user"> | null;
  readonly nowMs: number;
}

/** Whether a conversation passes a filter. */
export function passesFilter(row: Filtered, filter: ConversationFilter, asking: Asking): boolean {
  if ("all" in filter) return filter.all.every((one) => passesFilter(row, one, asking));
  if ("any" in filter) return filter.any.some((one) => passesFilter(row, one, asking));
  if ("not" in filter) return !passesFilter(row, filter.not, asking);
  return passesLeaf(row, filter, asking);
}

function passesLeaf(row: Filtered, leaf: ConversationLeaf, asking: Asking): boolean {
  switch (leaf.kind) {
    case "word":
      return leaf.oneOf.some((word) => isWord(row, leaf.field, { word, asking }));
    case "exists":
      return (row[EXISTS[leaf.field]] !== null) === leaf.exists;
    case "tag":
      return row.tagKeys?.includes(leaf.key) === true;
    case "flag":
      return FLAGS[leaf.field](row) === leaf.is;
    case "last_inbound_at":
      return row.lastInboundAt !== null && COMPARES[leaf.op](row.lastInboundAt, leaf.atMs);
  }
}

function isWord(
  row: Filtered,
  field: WordField,
  { word, asking: { me, nowMs } }: { readonly word: string; readonly asking: Asking },
): boolean {
  if (field === "window") return windowState(row.lastInboundAt, nowMs) === word;
  if (field === "number") return row.numberId === word;
  if (field !== "assignee") return row[field] === word;
  return row.assignee !== null && row.assignee === (word === "me" ? me : word);
}

const EXISTS = {
  assignee: "assignee",
  tags: "tagKeys",
  last_inbound_at: "lastInboundAt",
} as const satisfies Record<ExistsField, keyof Filtered>;

const FLAGS: Readonly<Record<FlagField, (row: Filtered) => boolean>> = {
  unread: ({ unread }) => unread > 0,
  has_written: ({ lastInboundAt }) => lastInboundAt !== null,
  needs_reply: needsReply,
};

const COMPARES = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
} as const;

/** Whether a filter asks who `me` is. */
export function asksForMe(filter: ConversationFilter): boolean {
  if ("all" in filter) return filter.all.some(asksForMe);
  if ("any" in filter) return filter.any.some(asksForMe);
  if ("not" in filter) return asksForMe(filter.not);
  return filter.kind === "word" && filter.field === "assignee" && filter.oneOf.includes("me");
}

/**
 * Whether only conversations in which the person has written can pass, or only those in which the person has not; null when
 * both can, as far as is plain to see.
 */
export function writtenOnly(filter: ConversationFilter): boolean | null {
  if ("all" in filter) return filter.all.map(writtenOnly).find((only) => only !== null) ?? null;
  if ("any" in filter || "not" in filter) return null;
  return leafWrittenOnly(filter);
}

function leafWrittenOnly(leaf: ConversationLeaf): boolean | null {
  switch (leaf.kind) {
    case "last_inbound_at":
      return true;
    case "flag":
      return leaf.field === "has_written" ? leaf.is : leaf.is || null;
    case "exists":
      return leaf.field === "last_inbound_at" ? leaf.exists : null;
    case "word":
      return leaf.field === "window" ? windowWrittenOnly(leaf.oneOf) : null;
    case "tag":
      return null;
  }
}

function windowWrittenOnly(oneOf: readonly string[]): boolean | null {
  if (!oneOf.includes("never")) return true;
  return oneOf.every((one) => one === "never") ? false : null;
}
