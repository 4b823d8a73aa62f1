import { elements, isRecord, member, textAt } from "#core/whatsapp/envelope-json";
import { personOf, type Person } from "#core/whatsapp/envelope-person";
import { instantOf, itemTime, type ItemTime } from "#core/whatsapp/envelope-time";

export const META_STATUSES = ["sent", "delivered", "read", "played", "failed"] as const;
export type MetaStatus = (typeof META_STATUSES)[number];

/** What became of a message that the business sent. */
export interface MessageStatus extends ItemTime {
  readonly kind: "status";
  readonly wamid: string | null;
  readonly status: MetaStatus;
  /** What we gave Meta as `biz_opaque_callback_data`, if it was us who sent. */
  readonly opaqueId: string | null;
  /** Whom Meta knows the recipient to be; null when it names nobody. */
  readonly recipient: Person | null;
  /** The first error of a failure. */
  readonly error: MetaError | null;
  /** Meta's pricing object, as it came. */
  readonly pricing: Readonly<Record<string, unknown>> | null;
  readonly conversation: MetaConversation | null;
}

/** The conversation in which Meta counts a message: told of few, such as those of a free entry point. */
export interface MetaConversation {
  readonly id: string;
  /** What opened it, in Meta's words, e.g. `referral_conversion`. */
  readonly origin: string | null;
  /** Unix ms; null where the status does not say it. */
  readonly expires_at: number | null;
}

/** An error object of Meta, as a status or a change carries it. */
export interface MetaError {
  /** Null when Meta gave none that is a number. */
  readonly code: number | null;
  readonly subcode?: number;
  readonly title: string;
  readonly detail: string | null;
}

const isStatus = (text: string | null): text is MetaStatus =>
  META_STATUSES.some((status) => status === text);

/** Statuses of other things than messages, which may carry a message's id. */
const OTHER_TYPES: readonly (string | null)[] = ["call", "payment"];

/** A status of a one-to-one message, or null for anything else: a call's, a payment's, a group's, one that is not known. */
export function readStatus(
  value: unknown,
  status: unknown,
  receivedAtMs: number,
): MessageStatus | null {
  const wamid = textAt(status, "id");
  const name = textAt(status, "status");
  const opaqueId = textAt(status, "biz_opaque_callback_data");
  if (!isStatus(name) || (wamid === null && opaqueId === null)) return null;
  if (textAt(status, "recipient_type") === "group" || OTHER_TYPES.includes(textAt(status, "type")))
    return null;
  const pricing = member(status, "pricing");
  return {
    kind: "status",
    wamid,
    status: name,
    opaqueId,
    recipient: personOf(value, {
      waId: textAt(status, "recipient_id"),
      userId: textAt(status, "recipient_user_id"),
      parentId: textAt(status, "recipient_parent_user_id"),
    }),
    error: name === "failed" ? errorOf(elements(member(status, "errors"))[0]) : null,
    pricing: isRecord(pricing) ? pricing : null,
    conversation: conversationOf(member(status, "conversation")),
    ...itemTime(member(status, "timestamp"), receivedAtMs),
  };
}

function conversationOf(conversation: unknown): MetaConversation | null {
  const id = textAt(conversation, "id");
  if (id === null) return null;
  return {
    id,
    origin: textAt(member(conversation, "origin"), "type"),
    expires_at: instantOf(member(conversation, "expiration_timestamp")),
  };
}

function errorOf(error: unknown): MetaError {
  const subcode = codeAt(error, "error_subcode");
  return {
    code: codeAt(error, "code"),
    ...(subcode === null ? {} : { subcode }),
    title: textAt(error, "title") ?? textAt(error, "message") ?? "Unknown error",
    detail: textAt(member(error, "error_data"), "details"),
  };
}

/** A whole number, or a text of digits. */
function codeAt(error: unknown, name: string): number | null {
  const value = member(error, name);
  const code = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof code === "number" && Number.isSafeInteger(code) ? code : null;
}
