import type { ConversationActor } from "#core/conversation/states";
import type { EventData, NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { ConversationRow } from "#features/conversations/queries";

/** Who changed a conversation. */
export interface ChangedBy {
  readonly by: ConversationActor;
  /** The rule of assignment that did. */
  readonly ruleId?: Id<"assignmentRule">;
}

const about = (row: ConversationRow): EventData<"conversation.created"> => ({
  conversation_id: row.id,
  contact_id: row.contactId,
  number_id: row.numberId,
});

const instant = (ms: number): string => new Date(ms).toISOString();

/** A conversation before and after a change. */
interface Change {
  readonly was: ConversationRow;
  readonly row: ConversationRow;
}

export const conversationAssigned = (
  { was, row }: Change,
  { by, ruleId }: ChangedBy,
): NewEvent => ({
  type: "conversation.assigned",
  data: {
    ...about(row),
    assignee: row.assignee,
    previous: was.assignee,
    by,
    rule_id: ruleId ?? null,
  },
});

export const conversationStatusChanged = ({ was, row }: Change, { by }: ChangedBy): NewEvent => ({
  type: "conversation.status_changed",
  data: { ...about(row), status: row.status, previous: was.status, by },
});

/** `untilMs`: Unix ms. */
export const conversationSnoozed = (
  row: ConversationRow,
  { untilMs, by }: ChangedBy & { readonly untilMs: number },
): NewEvent => ({
  type: "conversation.snoozed",
  data: { ...about(row), until: instant(untilMs), by },
});

/** How many tags came and went. */
export const conversationTagged = (
  row: ConversationRow,
  { added, removed, by }: ChangedBy & { readonly added: number; readonly removed: number },
): NewEvent => ({
  type: "conversation.tagged",
  data: { ...about(row), added, removed, by },
});

/** `untilMs`: Unix ms; null: until somebody releases it. */
export const handoffRequested = (
  row: ConversationRow,
  { untilMs, by }: ChangedBy & { readonly untilMs: number | null },
): NewEvent => ({
  type: "conversation.handoff_requested",
  data: { ...about(row), until: untilMs === null ? null : instant(untilMs), by },
});

export const handoffReleased = (row: ConversationRow, { by }: ChangedBy): NewEvent => ({
  type: "conversation.handoff_released",
  data: { ...about(row), by },
});

export const noteAdded = (
  row: ConversationRow,
  note: { readonly id: Id<"note">; readonly mentions: readonly Id<"user">[] },
): NewEvent => ({
  type: "conversation.note_added",
  data: { ...about(row), note_id: note.id, mentions: [...note.mentions] },
});

/** A window that ends, or has: `closesAtMs`, Unix ms. */
export interface EndingWindow {
  readonly id: Id<"conversation">;
  readonly contactId: Id<"contact">;
  readonly numberId: Id<"number">;
  readonly closesAtMs: number;
}

const ending = ({ id, contactId, numberId, closesAtMs }: EndingWindow) => ({
  conversation_id: id,
  contact_id: contactId,
  number_id: numberId,
  closes_at: instant(closesAtMs),
});

export const windowClosing = (window: EndingWindow): NewEvent => ({
  type: "conversation.window_closing",
  data: ending(window),
});

export const windowClosed = (window: EndingWindow): NewEvent => ({
  type: "conversation.window_closed",
  data: ending(window),
});
