import { foldTag } from "#core/contact/tag";
import {
  changeStanding,
  UNTIL_RELEASED_MS,
  type StandingChange,
} from "#core/conversation/standing";
import { tagKeys } from "#core/conversation/tag-keys";
import { fieldError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import {
  conversationAssigned,
  conversationSnoozed,
  conversationStatusChanged,
  conversationTagged,
  handoffReleased,
  handoffRequested,
  type ChangedBy,
} from "#features/conversations/events";
import type { ConversationRow } from "#features/conversations/queries";
import { keepConversation, type KeptMember } from "#features/conversations/writes";
import type { ScopedContext } from "#platform/context";

/** What is to become of a conversation; what is left out, or undefined, stays. */
export interface ConversationChange extends StandingChange {
  /** A member of the workspace: the caller has seen to it. Null: nobody. */
  readonly assignee?: ConversationRow["assignee"] | undefined;
  readonly priority?: ConversationRow["priority"] | undefined;
  /** Each once, without faults. */
  readonly tags?: readonly string[] | undefined;
  /** Until when automations keep still, Unix ms; null: they may act. */
  readonly botMutedUntil?: number | null | undefined;
}

/** A change, to be written by the act that it is a part of. */
export interface PlannedChange {
  /** The conversation as it is then. */
  readonly row: ConversationRow;
  /** None when nothing changes. */
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  /** Members that change, for the audit row. */
  readonly changed: readonly string[];
}

/**
 * What changes a conversation, whoever does it.
 *
 * @throws AppError `invalid_request` or `out_of_range` of `/status` or `/snoozed_until`.
 */
export function planConversationChange(
  ctx: ScopedContext,
  was: ConversationRow,
  change: ConversationChange,
  by: ChangedBy,
): PlannedChange {
  const row = changed(was, change, ctx.nowMs());
  const members = MEMBERS.filter((member) => !isSame(was[member], row[member]));
  return {
    row,
    statements: members.length === 0 ? [] : [keepConversation(ctx.db, row, members)],
    events: eventsOf({ was, row }, by),
    changed: members,
  };
}

const MEMBERS = [
  "status",
  "snoozedUntil",
  "assignee",
  "priority",
  "tags",
  "tagKeys",
  "botMutedUntil",
] as const satisfies readonly KeptMember[];

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changed(was: ConversationRow, change: ConversationChange, nowMs: number): ConversationRow {
  const standing = changeStanding(was, change, nowMs);
  if (!standing.ok) {
    const { member, code, message } = standing.error;
    throw fieldError(
      code === "out_of_range" ? "out_of_range" : "invalid_request",
      `/${member}`,
      message,
    );
  }
  const { assignee, priority, tags, botMutedUntil } = change;
  return {
    ...was,
    ...standing.value,
    ...(assignee === undefined ? {} : { assignee }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags, tagKeys: tagKeys(tags) }),
    ...(botMutedUntil === undefined ? {} : { botMutedUntil }),
  };
}

function eventsOf(
  change: { readonly was: ConversationRow; readonly row: ConversationRow },
  by: ChangedBy,
): readonly NewEvent[] {
  const { was, row } = change;
  const untilMs = row.snoozedUntil === was.snoozedUntil ? null : row.snoozedUntil;
  return [
    ...(was.status === row.status ? [] : [conversationStatusChanged(change, by)]),
    ...(untilMs === null ? [] : [conversationSnoozed(row, { ...by, untilMs })]),
    ...(was.assignee === row.assignee ? [] : [conversationAssigned(change, by)]),
    ...tagEvents(change, by),
    ...handoffEvents(change, by),
  ];
}

function tagEvents(
  { was, row }: { readonly was: ConversationRow; readonly row: ConversationRow },
  by: ChangedBy,
): readonly NewEvent[] {
  const [before, after] = [was.tags.map(foldTag), row.tags.map(foldTag)];
  const added = after.filter((tag) => !before.includes(tag)).length;
  const removed = before.filter((tag) => !after.includes(tag)).length;
  return added + removed === 0 ? [] : [conversationTagged(row, { ...by, added, removed })];
}

function handoffEvents(
  { was, row }: { readonly was: ConversationRow; readonly row: ConversationRow },
  by: ChangedBy,
): readonly NewEvent[] {
  if (row.botMutedUntil === was.botMutedUntil) return [];
  if (row.botMutedUntil === null) return [handoffReleased(row, by)];
  const untilMs = row.botMutedUntil === UNTIL_RELEASED_MS ? null : row.botMutedUntil;
  return [handoffRequested(row, { ...by, untilMs })];
}
