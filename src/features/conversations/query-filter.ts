import type { ConversationFilter, FlagField, WordField } from "#core/conversation/filter";
import { asksForMe, type Asking } from "#core/conversation/passes-filter";
import { tagKey } from "#core/conversation/tag-keys";
import { fieldError } from "#core/errors";
import type { ListConversationsQuery } from "#features/conversations/schemas";
import type { ScopedContext } from "#platform/context";
import { numbersOf } from "#platform/number-access";

/** What the query of a list asks for, but for the contact, as one filter. */
export function filterOfQuery(
  query: Omit<ListConversationsQuery, "limit" | "after">,
): ConversationFilter {
  const { tag, snoozed, assignee } = query;
  return {
    all: [
      ...word("status", query.status),
      ...word("number", query.number),
      ...word("priority", query.priority),
      ...flag("unread", query.unread),
      ...flag("has_written", query.has_written),
      ...flag("needs_reply", query.needs_reply),
      ...(tag === undefined ? [] : [{ kind: "tag", key: tagKey(tag.trim()) } as const]),
      ...(snoozed === undefined ? [] : [isSnoozed(snoozed)]),
      ...(assignee === "none"
        ? [{ kind: "exists", field: "assignee", exists: false } as const]
        : word("assignee", assignee)),
    ],
  };
}

const word = (field: WordField, asked: string | undefined): readonly ConversationFilter[] =>
  asked === undefined ? [] : [{ kind: "word", field, oneOf: [asked] }];

const flag = (field: FlagField, asked: boolean | undefined): readonly ConversationFilter[] =>
  asked === undefined ? [] : [{ kind: "flag", field, is: asked }];

function isSnoozed(is: boolean): ConversationFilter {
  const leaf: ConversationFilter = { kind: "word", field: "status", oneOf: ["snoozed"] };
  return is ? leaf : { not: leaf };
}

/** The filter, narrowed to the numbers that the caller may know of. */
export function narrowed(ctx: ScopedContext, filter: ConversationFilter): ConversationFilter {
  const access = numbersOf(ctx);
  if (access === null) return filter;
  return { all: [{ kind: "word", field: "number", oneOf: access }, filter] };
}

/**
 * Who asks, for a filter.
 *
 * @param pointer Where the filter stands, for the error.
 * @throws AppError `invalid_request` when the filter asks for `me` and no person calls.
 */
export function askingOf(ctx: ScopedContext, filter: ConversationFilter, pointer: string): Asking {
  const me = ctx.actor.kind === "user" ? ctx.actor.id : null;
  if (me === null && asksForMe(filter))
    throw fieldError(
      "invalid_request",
      pointer,
      "`me` is who signed in; an API key names a member.",
    );
  return { me, nowMs: ctx.nowMs() };
}
