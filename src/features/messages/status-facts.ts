import type { Facts } from "#core/conversation/status";
import type { NewEvent } from "#core/event/catalogue";
import type { MessageStatus, MetaStatus } from "#core/whatsapp/envelope-status";
import type { MessageFacts } from "#db/tenant/apply-facts";
import { messageFailed, messageProgressed, type EventSubject } from "#features/messages/events";
import type { Refusal, RefusedMessage } from "#features/messages/refusal-stops";
import { withheld } from "#features/messages/withheld";

/** What of a message decides what a status of it says that is new: when each status is known to have been, Unix ms. */
export interface StatusSubject extends EventSubject {
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly playedAt: number | null;
  readonly failedAt: number | null;
}

const FACT_OF = {
  sent: ["sentAtMs", "sentAt"],
  delivered: ["deliveredAtMs", "deliveredAt"],
  read: ["readAtMs", "readAt"],
  played: ["playedAtMs", "playedAt"],
  failed: ["failedAtMs", "failedAt"],
} as const satisfies Record<MetaStatus, readonly [keyof Facts, keyof StatusSubject]>;

/** When the message is known to have had this status, Unix ms; null when it is not. */
export const knownAtMs = (message: StatusSubject, status: MetaStatus): number | null =>
  message[FACT_OF[status][1]];

/** A status of Meta as facts about the message. */
export const factsOfStatus = (
  message: Pick<StatusSubject, "id" | "campaignId">,
  item: Pick<MessageStatus, "status" | "atMs" | "error" | "pricing"> &
    // What was parked before conversations were read has none.
    Partial<Pick<MessageStatus, "conversation">>,
): MessageFacts => ({
  id: message.id,
  [FACT_OF[item.status][0]]: item.atMs,
  ...(item.error === null ? {} : { error: item.error, ...withheld(message, item.error) }),
  ...(item.pricing === null ? {} : { pricing: item.pricing }),
  ...(item.conversation == null ? {} : { metaConversation: item.conversation }),
});

/** What is told of a status that the message had not before. */
export const eventOfStatus = (
  message: EventSubject,
  { status, atMs, error }: Pick<MessageStatus, "status" | "error" | "atMs">,
): NewEvent =>
  status === "failed"
    ? messageFailed(message, { error: error ?? NO_REASON, atMs })
    : messageProgressed(message, { status, atMs });

/** Meta's clock knows seconds: a status may be of any instant of its own, ms. */
const REST_OF_SECOND_MS = 999;

/** What a `failed` status is for the error table: the same as a refusal in an answer. Null for any other status. */
export const refusalOfStatus = (
  message: RefusedMessage & { readonly claimedAt: number | null },
  { error, atMs }: Pick<MessageStatus, "error" | "atMs">,
): Refusal | null =>
  error === null
    ? null
    : { message, error, atMs, asOfMs: Math.max(message.claimedAt ?? 0, atMs + REST_OF_SECOND_MS) };

/** Meta said that it failed, and nothing more. */
const NO_REASON = { code: null, title: "Unknown error", detail: null };
