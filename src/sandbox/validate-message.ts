import { isUserId, waIdOf } from "#sandbox/phone";
import { accept, isObject, refuse, textOf, type Checked, type JsonObject } from "#sandbox/result";
import { PLAIN_CHECKS, type ContentCheck } from "#sandbox/validate-content";
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

const OPAQUE_MAX = 512;

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
  const recipient = recipientOf(body);
  if (recipient === null)
    return body["to"] === undefined && body["recipient"] === undefined
      ? refuse(131008, "The parameter to is required.")
      : refuse(131009, "to is not a phone number.");
  const opaque = checkOpaque(body["biz_opaque_callback_data"]);
  if (!opaque.ok) return opaque;
  const type = checkType(body);
  if (!type.ok) return type;
  const content = checkContent(type.value, body[type.value]);
  if (!content.ok) return content;
  return accept({ recipient, type: type.value, content: content.value, opaque: opaque.value });
}

const checkOpaque = (opaque: unknown): Checked<string | null> =>
  opaque === undefined || (typeof opaque === "string" && opaque.length <= OPAQUE_MAX)
    ? accept(opaque ?? null)
    : refuse(100, `biz_opaque_callback_data is a text of at most ${OPAQUE_MAX} characters.`);

/** Meta takes a message without a type for a text; a reaction quotes nothing. */
function checkType(body: JsonObject): Checked<string> {
  const type = textOf(body["type"]) ?? (body["text"] === undefined ? undefined : "text");
  if (type === "reaction" && body["context"] !== undefined)
    return refuse(131009, "A reaction takes no context.");
  if (type === undefined) return refuse(131008, "The parameter type is required.");
  return Object.hasOwn(CONTENT_CHECKS, type)
    ? accept(type)
    : refuse(131009, `type must be one of ${Object.keys(CONTENT_CHECKS).join(", ")}.`);
}

/** The types that can be sent, each with the check of its object. */
const CONTENT_CHECKS: Readonly<Record<string, ContentCheck>> = {
  ...PLAIN_CHECKS,
  interactive: (interactive) => {
    const refusal = checkInteractive(interactive);
    return refusal === null ? accept(interactive) : { ok: false, refusal };
  },
};

function checkContent(type: string, value: unknown): Checked<JsonObject> {
  // Shared contacts are the one type whose content is a list.
  const content = type === "contacts" ? { contacts: value } : value;
  const check = CONTENT_CHECKS[type];
  return isObject(content) && check !== undefined
    ? check(content)
    : refuse(131008, `The parameter ${type} is required.`);
}
