import type { ConversationFilter, ConversationLeaf, WordField } from "#core/conversation/filter";
import type { Asking } from "#core/conversation/passes-filter";
import type { WindowState } from "#core/conversation/states";
import { SERVICE_WINDOW_MS, WINDOW_CLOSING_MS } from "#core/conversation/window";
import type { Binder } from "#db/tenant/binder";
import { COMPARISON_SQL } from "#db/tenant/comparison-sql";

/** A condition over the columns of a conversation that `conversations_views` has: `passesFilter` of core in SQL. */
export function compileConversationFilter(
  filter: ConversationFilter,
  asking: Asking,
  binder: Binder,
): string {
  const of = (one: ConversationFilter) => compileConversationFilter(one, asking, binder);
  if ("all" in filter)
    return filter.all.length === 0 ? "1" : `(${filter.all.map(of).join(" AND ")})`;
  if ("any" in filter) return `(${filter.any.map(of).join(" OR ")})`;
  if ("not" in filter) return `NOT ${of(filter.not)}`;
  return `(${conditionOf(filter, asking, binder)})`;
}

/** Never NULL: what is negated must be true or false. */
function conditionOf(leaf: ConversationLeaf, asking: Asking, { bind }: Binder): string {
  switch (leaf.kind) {
    case "word":
      return leaf.oneOf
        .map((word) => `(${wordIs(leaf.field, { word, asking, bind })})`)
        .join(" OR ");
    case "exists":
      return `${EXISTS[leaf.field]} IS ${leaf.exists ? "NOT NULL" : "NULL"}`;
    case "tag":
      return `coalesce(instr(tag_keys, ${bind(leaf.key)}), 0) > 0`;
    case "flag":
      return `${leaf.is ? "" : "NOT "}${FLAGS[leaf.field]}`;
    case "last_inbound_at":
      return `last_inbound_at IS NOT NULL AND last_inbound_at ${COMPARISON_SQL[leaf.op]} ${bind(leaf.atMs)}`;
  }
}

function wordIs(
  field: WordField,
  {
    word,
    asking: { me, nowMs },
    bind,
  }: { readonly word: string; readonly asking: Asking; readonly bind: Binder["bind"] },
): string {
  if (field === "window")
    // Safe: a filter holds words of its field alone.
    return WINDOW[word as WindowState](bind(nowMs));
  if (field === "number") return `number_id = ${bind(word)}`;
  if (field !== "assignee") return `${field} = ${bind(word)}`;
  return `assignee IS NOT NULL AND assignee = ${bind(word === "me" ? (me ?? "") : word)}`;
}

const EXISTS = {
  assignee: "assignee",
  tags: "tag_keys",
  last_inbound_at: "last_inbound_at",
} as const;

const FLAGS = {
  unread: "(unread > 0)",
  has_written: "(last_inbound_at IS NOT NULL)",
  needs_reply: "(status = 'open' AND last_inbound_at IS NOT NULL AND last_inbound_at >= last_at)",
} as const;

/** `windowState` of core; `now` is Unix ms. */
const WINDOW = {
  never: () => "last_inbound_at IS NULL",
  closed: (now: string) =>
    `(last_inbound_at IS NOT NULL AND ${now} >= last_inbound_at + ${SERVICE_WINDOW_MS})`,
  closing: (now: string) =>
    `(last_inbound_at IS NOT NULL AND ${now} < last_inbound_at + ${SERVICE_WINDOW_MS}
      AND ${now} >= last_inbound_at + ${SERVICE_WINDOW_MS - WINDOW_CLOSING_MS})`,
  open: (now: string) =>
    `(last_inbound_at IS NOT NULL AND ${now} < last_inbound_at + ${SERVICE_WINDOW_MS - WINDOW_CLOSING_MS})`,
} as const;
