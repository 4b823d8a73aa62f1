import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { MetaStatus } from "#core/whatsapp/envelope-status";
import { messageError, type StoredError } from "#features/messages/message-error";

/**
 * Told with the first message of a contact on a number. It stands here because messages open conversations: the slice
 * `conversations` uses this one, and not the reverse.
 */
export const conversationCreated = (of: {
  readonly conversationId: Id<"conversation">;
  readonly contactId: Id<"contact">;
  readonly numberId: Id<"number">;
}): NewEvent => ({
  type: "conversation.created",
  data: {
    conversation_id: of.conversationId,
    contact_id: of.contactId,
    number_id: of.numberId,
  },
});

/** Told when a message's refusal pauses its campaign; here for the same reason: campaigns use messages. */
export const campaignPaused = (id: Id<"campaign">, reason: string): NewEvent => ({
  type: "campaign.paused",
  data: { campaign_id: id, reason },
});

/** The message that an event is about: ids and the caller's own reference, never what it says. */
export interface EventSubject {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly clientRef: string | null;
}

/** What every event about a message says. */
const about = (status: string, subject: EventSubject) => ({
  message_id: subject.id,
  status,
  number_id: subject.numberId,
  contact_id: subject.contactId,
  conversation_id: subject.conversationId,
  campaign_id: subject.campaignId,
  client_ref: subject.clientRef,
});

const instant = (ms: number): string => new Date(ms).toISOString();

/** Who changed a message of theirs, and when, Unix ms. */
interface ChangedBy {
  readonly by: "person" | "business";
  readonly atMs: number;
}

const STATUS_OF = { person: "received", business: "sent" } as const;

export const messageEdited = (subject: EventSubject, { by, atMs }: ChangedBy): NewEvent => ({
  type: "message.edited",
  data: { ...about(STATUS_OF[by], subject), at: instant(atMs) },
});

export const messageDeleted = (subject: EventSubject, { by, atMs }: ChangedBy): NewEvent => ({
  type: "message.deleted",
  data: { ...about(STATUS_OF[by], subject), at: instant(atMs) },
});

/** `atMs`: when the person wrote it, Unix ms. */
export const messageReceived = (
  subject: EventSubject,
  { type, atMs }: { readonly type: string; readonly atMs: number },
): NewEvent => ({
  type: "message.received",
  data: { ...about("received", subject), type, at: instant(atMs) },
});

/** `reactedTo`: our id of the message that the reaction is about; null when it is not here. `atMs`: Unix ms. */
export const messageReaction = (
  subject: EventSubject,
  of: {
    readonly reactedTo: Id<"message"> | null;
    readonly isTakenBack: boolean;
    readonly atMs: number;
  },
): NewEvent => ({
  type: "message.reaction",
  data: {
    ...about("received", subject),
    reacted_to: of.reactedTo,
    taken_back: of.isTakenBack,
    at: instant(of.atMs),
  },
});

/** `atMs`: when the business wrote it on its phone, Unix ms. */
export const messageEchoed = (
  subject: EventSubject,
  { type, atMs }: { readonly type: string; readonly atMs: number },
): NewEvent => ({
  type: "message.echoed",
  data: { ...about("sent", subject), type, at: instant(atMs) },
});

/** `atMs`: when it is to be sent, Unix ms. */
export const messageScheduled = (subject: EventSubject, atMs: number): NewEvent => ({
  type: "message.scheduled",
  data: { ...about("scheduled", subject), send_at: instant(atMs) },
});

export const messageCancelled = (subject: EventSubject): NewEvent => ({
  type: "message.cancelled",
  data: about("cancelled", subject),
});

/** `reason` as a message's `skip_reason` tells it. */
export const messageSkipped = (subject: EventSubject, reason: string): NewEvent => ({
  type: "message.skipped",
  data: { ...about("skipped", subject), reason },
});

export const messageQueued = (subject: EventSubject): NewEvent => ({
  type: "message.queued",
  data: about("queued", subject),
});

/** `attempt`: how many were made, from 1. */
export const messageRequeued = (
  subject: EventSubject,
  { metaCode, attempt }: { readonly metaCode: number; readonly attempt: number },
): NewEvent => ({
  type: "message.requeued",
  data: { ...about("requeued", subject), meta_code: metaCode, attempt },
});

export const messageHeld = (subject: EventSubject): NewEvent => ({
  type: "message.held",
  data: about("held", subject),
});

/** `reason`: a stable word for what happened to the answer, e.g. `claim_lost`. */
export const messageUnknown = (subject: EventSubject, reason: string): NewEvent => ({
  type: "message.unknown",
  data: { ...about("unknown", subject), reason },
});

/** Whether Meta refused the message in its answer or in a webhook: the same is told. */
export function messageFailed(
  subject: EventSubject,
  { error, atMs }: { readonly error: StoredError; readonly atMs: number },
): NewEvent {
  const { code, meta_code, title, remedy, retryable } = messageError(error);
  return {
    type: "message.failed",
    data: {
      ...about("failed", subject),
      at: instant(atMs),
      error: { code, meta_code, title, remedy, retryable },
    },
  };
}

/** Meta's word that a message has come so far; `failed` is told by {@link messageFailed}. */
export const messageProgressed = (
  subject: EventSubject,
  { status, atMs }: { readonly status: Exclude<MetaStatus, "failed">; readonly atMs: number },
): NewEvent => ({
  type: `message.${status}`,
  data: { ...about(status, subject), at: instant(atMs) },
});
