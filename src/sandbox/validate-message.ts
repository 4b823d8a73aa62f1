import { isUserId, waIdOf } from "#sandbox/phone";
import {
  accept,
  isObject,
  objectsOf,
  refuse,
  textOf,
  type Checked,
  type JsonObject,
} from "#sandbox/result";
import { checkInteractive } from "#sandbox/validate-interactive";

/** Whom a message is for: a phone number, or a person known by the business-scoped user id alone. */
export interface Recipient {
  /** As it was sent. */
  readonly input: string;
  readonly waId: string | null;
  readonly userId: string | null;
}

/** A message whose shape is right. Whether its template exists is not yet known. */
export interface OutgoingMessage {
  readonly recipient: Recipient;
  readonly type: string;
  /** The object of that type. */
  readonly content: JsonObject;
  readonly opaque: string | null;
}

const TYPES = [
  "text",
  "template",
  "interactive",
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "location",
  "contacts",
  "reaction",
];
const MEDIA = ["image", "video", "audio", "document", "sticker"];
const OPAQUE_MAX = 512;
const TEXT_MAX = 4096;

/** Whom the body names, as far as it can be told; for the ledger of refused calls too. */
export function recipientOf(body: JsonObject): Recipient | null {
  const to = body["to"];
  if (typeof to === "string" && to !== "") {
    const waId = waIdOf(to);
    return waId === undefined ? null : { input: to, waId, userId: null };
  }
  const userId = textOf(body["recipient"]);
  return userId !== undefined && isUserId(userId) ? { input: userId, waId: null, userId } : null;
}

/** Check the body of `POST /{number}/messages`. Source: Meta, "Messages API"; errors 100, 131008, 131009. */
export function validateMessage(body: JsonObject): Checked<OutgoingMessage> {
  if (body["messaging_product"] !== "whatsapp")
    return refuse(100, "The parameter messaging_product is required, and must be whatsapp.");
  if (body["to"] === undefined && body["recipient"] === undefined)
    return refuse(131008, "The parameter to is required.");
  const recipient = recipientOf(body);
  if (recipient === null) return refuse(131009, "to is not a phone number.");
  const opaque = body["biz_opaque_callback_data"];
  if (opaque !== undefined && (typeof opaque !== "string" || opaque.length > OPAQUE_MAX))
    return refuse(100, `biz_opaque_callback_data is a text of at most ${OPAQUE_MAX} characters.`);
  // Meta takes a message without a type for a text.
  const type = textOf(body["type"]) ?? (body["text"] === undefined ? undefined : "text");
  if (type === undefined) return refuse(131008, "The parameter type is required.");
  if (!TYPES.includes(type)) return refuse(131009, `type must be one of ${TYPES.join(", ")}.`);
  const content = checkContent(type, body[type]);
  if (!content.ok) return content;
  return accept({ recipient, type, content: content.value, opaque: opaque ?? null });
}

function checkContent(type: string, value: unknown): Checked<JsonObject> {
  if (type === "contacts")
    return objectsOf(value).length > 0
      ? accept({ contacts: value })
      : refuse(131008, "contacts needs at least one contact.");
  if (!isObject(value)) return refuse(131008, `The parameter ${type} is required.`);
  if (type === "text") return checkText(value);
  if (type === "template") return checkTemplate(value);
  if (type === "interactive") {
    const refusal = checkInteractive(value);
    return refusal === null ? accept(value) : { ok: false, refusal };
  }
  if (
    MEDIA.includes(type) &&
    (textOf(value["id"]) === undefined) === (textOf(value["link"]) === undefined)
  )
    return refuse(131009, `${type} needs either an id or a link.`);
  if (type === "reaction" && textOf(value["message_id"]) === undefined)
    return refuse(131008, "reaction.message_id is required.");
  if (type === "location" && (value["latitude"] === undefined || value["longitude"] === undefined))
    return refuse(131008, "location needs latitude and longitude.");
  return accept(value);
}

function checkText(text: JsonObject): Checked<JsonObject> {
  const body = textOf(text["body"]);
  if (body === undefined) return refuse(131008, "text.body is required.");
  return body.length > TEXT_MAX
    ? refuse(100, `text.body has at most ${TEXT_MAX} characters.`)
    : accept(text);
}

function checkTemplate(template: JsonObject): Checked<JsonObject> {
  if (textOf(template["name"]) === undefined) return refuse(131008, "template.name is required.");
  const language = template["language"];
  return isObject(language) && textOf(language["code"]) !== undefined
    ? accept(template)
    : refuse(131008, "template.language.code is required.");
}
