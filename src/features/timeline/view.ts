import type { MessageView } from "#features/messages/index";
import type { ActRow, NoteRow } from "#features/timeline/queries";
import type { TimelineEntry } from "#features/timeline/schemas";

const NOTHING = { message: null, consent: null, note: null } as const;

/** A message as an entry of a timeline. */
export const messageEntry = (message: MessageView): TimelineEntry => ({
  ...NOTHING,
  id: message.id,
  kind: "message",
  at: message.created_at,
  message,
});

/** An act of consent as an entry of a timeline. */
export const actEntry = ({ purpose, action, state, method, ...row }: ActRow): TimelineEntry => ({
  ...NOTHING,
  id: row.id,
  kind: "consent",
  at: new Date(row.recordedAt).toISOString(),
  consent: { purpose, action, state, method },
});

/** A note as an entry of a timeline. */
export const noteEntry = (
  row: Omit<NoteRow, "conversationId" | "mentions"> & Partial<Pick<NoteRow, "conversationId">>,
): TimelineEntry => ({
  ...NOTHING,
  id: row.id,
  kind: "note",
  at: new Date(row.createdAt).toISOString(),
  note: { conversation_id: row.conversationId ?? null, author: row.author, text: row.text },
});
