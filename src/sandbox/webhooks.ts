import { graphError } from "#sandbox/graph-errors";
import { isUserId, userIdOf } from "#sandbox/phone";
import type { JsonObject } from "#sandbox/result";
import type { Review } from "#sandbox/review-template";
import type { Template } from "#sandbox/templates";

/** The shapes that Meta posts. Source: Meta, "Webhooks", "messages" and "message_template_status_update". */

/** A message as its statuses name it. */
export interface Tracked {
  readonly wamid: string;
  /** Digits or a business-scoped user id; null when the sandbox never saw the message. */
  readonly recipient: string | null;
  readonly opaque: string | null;
  /** The category that is charged, lower case. */
  readonly category: string | null;
}

export interface StatusFact {
  readonly status: string;
  readonly code?: number | undefined;
  readonly atMs: number;
}

const DAY_SECONDS = 86_400;
const seconds = (atMs: number): number => Math.floor(atMs / 1000);

/** The person as a webhook names them. */
export function identityOf(
  businessId: string,
  recipient: string,
): { readonly waId: string | null; readonly userId: string } {
  return isUserId(recipient)
    ? { waId: null, userId: recipient }
    : { waId: recipient, userId: userIdOf(businessId, recipient) };
}

/** One element of `statuses`. A failed one names no user id when it was addressed by phone, and carries no price. */
export function statusValue(businessId: string, message: Tracked, fact: StatusFact): JsonObject {
  // Members that are undefined do not exist once the notice is written as JSON.
  return {
    id: message.wamid,
    status: fact.status,
    timestamp: String(seconds(fact.atMs)),
    ...recipientIds(businessId, message.recipient, fact.status),
    biz_opaque_callback_data: message.opaque ?? undefined,
    ...(message.category === null ? {} : charge(message, message.category, fact)),
    errors: fact.status === "failed" ? [errorValue(fact.code ?? 131000)] : undefined,
  };
}

function recipientIds(businessId: string, recipient: string | null, status: string): JsonObject {
  if (recipient === null) return {};
  const { waId, userId } = identityOf(businessId, recipient);
  return {
    recipient_id: waId ?? undefined,
    recipient_user_id: status === "failed" && waId !== null ? undefined : userId,
  };
}

const PRICED = ["sent", "delivered", "read"];

/** The conversation comes with `sent`, the price with what is charged. */
const charge = (message: Tracked, category: string, fact: StatusFact): JsonObject => ({
  conversation: fact.status === "sent" ? conversationOf(message, fact.atMs) : undefined,
  pricing: PRICED.includes(fact.status)
    ? { billable: true, pricing_model: "PMP", type: "regular", category }
    : undefined,
});

const conversationOf = (message: Tracked, atMs: number): JsonObject => ({
  id: message.wamid
    .slice(-32)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "0"),
  expiration_timestamp: String(seconds(atMs) + DAY_SECONDS),
  origin: { type: message.category },
});

/** The contact that comes with a status; none with a failed one. */
export function statusContact(
  businessId: string,
  message: Tracked,
  status: string,
): JsonObject | undefined {
  if (status === "failed" || message.recipient === null) return undefined;
  const { waId, userId } = identityOf(businessId, message.recipient);
  return { ...(waId === null ? {} : { wa_id: waId }), user_id: userId };
}

function errorValue(code: number): JsonObject {
  const { title } = graphError(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: `${title} (${code}).` },
    href: "/documentation/business-messaging/whatsapp/support/error-codes",
  };
}

/** What a person writes, as a test describes it. */
export interface InboundPerson {
  readonly waId: string | null;
  readonly userId: string;
  readonly username: string | null;
  readonly name: string | null;
}

export interface InboundContent {
  readonly type: string;
  /** Meta's object of that type, as given; left out when null. */
  readonly object: unknown;
  readonly context: JsonObject | null;
  /** Further members of the message. */
  readonly beside: JsonObject;
}

/** `contacts` and `messages` of an inbound message, of any type. */
export function inboundValue(
  person: InboundPerson,
  content: InboundContent,
  id: { readonly wamid: string; readonly atMs: number },
): JsonObject {
  const profile = {
    ...(person.name === null ? {} : { name: person.name }),
    ...(person.username === null ? {} : { username: person.username }),
  };
  return {
    contacts: [
      {
        ...(Object.keys(profile).length > 0 ? { profile } : {}),
        ...(person.waId === null ? {} : { wa_id: person.waId }),
        user_id: person.userId,
      },
    ],
    messages: [
      {
        ...(content.context === null ? {} : { context: content.context }),
        ...(person.waId === null ? {} : { from: person.waId }),
        from_user_id: person.userId,
        id: id.wamid,
        timestamp: String(seconds(id.atMs)),
        type: content.type,
        ...(content.object === null || content.object === undefined
          ? {}
          : { [content.type]: content.object }),
        ...content.beside,
      },
    ],
  };
}

/** `user_preferences` of a person who stopped marketing in WhatsApp itself. Its timestamp is a number at Meta. */
export function preferenceValue(person: InboundPerson, atMs: number): JsonObject {
  const identity = {
    ...(person.waId === null ? {} : { wa_id: person.waId }),
    user_id: person.userId,
  };
  return {
    contacts: [identity],
    user_preferences: [
      {
        ...identity,
        detail: "The person stopped marketing messages",
        category: "marketing_messages",
        value: "stop",
        timestamp: seconds(atMs),
      },
    ],
  };
}

/** The value of `message_template_status_update`. The id is a JSON integer, and the language has a dash, as Meta writes them. */
export const templateValue = (template: Template, review: Review): JsonObject => ({
  event: review.event,
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language.replace("_", "-"),
  reason: review.reason,
  message_template_category: template.category,
  ...(review.explanation === null
    ? {}
    : {
        rejection_info: {
          reason: review.explanation,
          recommendation: "Change the text and submit it again.",
        },
      }),
});

/** The value of `template_category_update` once the change is done. */
export const categoryValue = (template: Template, previous: string): JsonObject => ({
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language.replace("_", "-"),
  previous_category: previous,
  new_category: template.category,
});
