import {
  rulesOf,
  skipReasonOf,
  WITHDRAWN_REASON,
  type EligibilityRules,
  type Ineligible,
} from "#core/campaign/eligibility";
import { phoneKey } from "#core/contact/phone";
import { decideSend as decideWindow } from "#core/conversation/window";
import { AppError, fieldError } from "#core/errors";
import { choosePurpose } from "#core/message/purpose";
import type { MessagePurpose } from "#core/message/states";
import { sendRefusal } from "#core/number/can-send";
import { withRendering } from "#core/whatsapp/rendered-template";
import { checkTemplateParameters } from "#core/whatsapp/template";
import type { ContactRow } from "#db/tenant/find-contact";
import { checkMedia } from "#features/messages/named-media";
import { quotedWamid, reactedWamid } from "#features/messages/named-message";
import type { MessageRow } from "#features/messages/queries";
import type { SendFacts } from "#features/messages/queries-for-send";
import type { SendMessageBody } from "#features/messages/send-schemas";

type NumberRow = SendFacts["numbers"][number];
type TemplateRow = SendFacts["templates"][number];

/**
 * The number that a message goes out from.
 *
 * @throws AppError `invalid_request` when it must be named, `not_found`, `number_paused`, `number_needs_reauth`.
 */
export function chooseSender(facts: SendFacts, from: string | undefined): NumberRow {
  const [only, other] = facts.numbers;
  if (from === undefined && (only === undefined || other !== undefined))
    throw fieldError(
      "invalid_request",
      "/from",
      "Name the number to send from: the workspace does not have exactly one.",
    );
  const number = from === undefined ? only : facts.numbers.find(({ id }) => id === from);
  if (number === undefined) throw fieldError("not_found", "/from", "No such number.");
  const refusal = sendRefusal(number.status);
  if (refusal === "number_needs_reauth")
    throw new AppError(refusal, "Give the number a new access token.");
  if (refusal !== null)
    throw new AppError(
      refusal,
      number.status === "restricted"
        ? "Meta restricted the number: see its account at Meta, then resume it."
        : "The number is paused: resume it first.",
    );
  return number;
}

/** What of a message follows from the rules. */
export interface Decided {
  readonly purpose: MessagePurpose;
  readonly templateId: MessageRow["templateId"];
  readonly contextWamid: string | null;
  /** What is sent, as it is stored. */
  readonly content: unknown;
}

/**
 * Decide whether the message may be sent to this person.
 *
 * @throws AppError, the first that holds: `recipient_is_sender`, `template_not_sendable`, `template_parameters`,
 *   `purpose_mismatch`, `recipient_suppressed`, `phone_required`, `consent_required`, `window_closed`, `not_found` (the
 *   message that is answered or reacted to, or a medium), `invalid_request` (a reaction that Meta takes not).
 */
export function decideMessage(
  facts: SendFacts,
  body: SendMessageBody,
  {
    number,
    contact,
    nowMs,
    isLater,
  }: {
    readonly number: NumberRow;
    readonly contact: ContactRow;
    readonly nowMs: number;
    /** It is sent later and decided on again then: the window of now does not matter. */
    readonly isLater?: boolean | undefined;
  },
): Decided {
  refuseSelf(number, contact);
  const template = body.type === "template" ? chooseTemplate(facts, body, number) : null;
  const category = template?.category ?? null;
  const purpose = choosePurpose(category, body.purpose);
  if (!purpose.ok) throw fieldError("purpose_mismatch", "/purpose", purpose.error);
  const rules = rulesOf(purpose.value, category);
  const reason = skipReasonOf(contact, rules);
  if (reason !== null) throw refusalFor(reason, contact, rules);
  if (template === null) checkWindow(facts, number, { nowMs, isLater });
  checkMedia(body, facts.media);
  return {
    purpose: purpose.value,
    templateId: template?.id ?? null,
    contextWamid: quotedWamid(facts, body),
    content:
      body.type === "reaction"
        ? { ...body.content, message_id: reactedWamid(facts, { number, contact, nowMs }) }
        : storedContent(body, template),
  };
}

/** A template's content stands with what the person reads: what was sent stays told, whatever becomes of the template. */
const storedContent = (body: SendMessageBody, template: TemplateRow | null): unknown =>
  body.type === "template" && template !== null
    ? withRendering(template.components, body.content)
    : body.content;

/** The problem that tells why this person gets no message. */
function refusalFor(reason: Ineligible, contact: ContactRow, rules: EligibilityRules): AppError {
  switch (reason) {
    case "suppressed":
      return fieldError("recipient_suppressed", "/to", "This person is on the suppression list.");
    case "blocked":
      return fieldError("recipient_suppressed", "/to", "This person is blocked.");
    case "no_identity":
      return fieldError(
        "phone_required",
        "/to",
        rules.needsPhone
          ? "An authentication code needs a phone number."
          : "No phone number or user id is known.",
      );
    case "marketing_held":
      return lacksConsent(
        contact,
        "What this person wrote may refuse marketing: decide on it first.",
      );
    case "no_consent":
    case WITHDRAWN_REASON:
      return lacksConsent(contact, "This person has not granted marketing messages.");
  }
}

const lacksConsent = (contact: ContactRow, message: string): AppError =>
  new AppError("consent_required", message, {
    errors: [{ pointer: "/to", code: "consent_required", message }],
    members: { contact_id: contact.id },
  });

function checkWindow(
  facts: SendFacts,
  number: NumberRow,
  { nowMs, isLater = false }: { readonly nowMs: number; readonly isLater?: boolean | undefined },
): void {
  if (isLater) return;
  const lastInboundAtMs = facts.conversationOn(number.id)?.lastInboundAt ?? null;
  const window = decideWindow({ content: "free_form", lastInboundAtMs, nowMs });
  if (!window.ok)
    throw new AppError(
      "window_closed",
      window.error.reason === "never_opened"
        ? "The person has not written to this number yet: send a template."
        : "The person last wrote more than 24 hours ago: send a template.",
    );
}

function refuseSelf(number: NumberRow, contact: ContactRow): void {
  const key = contact.phone === null ? null : phoneKey(contact.phone);
  if (key !== null && key === phoneKey(number.displayPhoneNumber))
    throw fieldError("recipient_is_sender", "/to", "This is the number that sends.");
}

function chooseTemplate(facts: SendFacts, body: SendMessageBody, number: NumberRow): TemplateRow {
  const template = facts.templates.find(({ wabaId }) => wabaId === number.wabaId);
  if (template?.status !== "approved")
    throw fieldError(
      "template_not_sendable",
      "/template/name",
      template === undefined
        ? "The number's account has no template of this name and language."
        : `The template is ${template.status}, not approved.`,
    );
  const checked = checkTemplateParameters(template, body.content);
  if (checked.ok) return template;
  const errors = checked.error.map((fault) => ({ ...fault, pointer: `/template${fault.pointer}` }));
  throw new AppError(
    "template_parameters",
    errors[0] === undefined ? "The parameters do not fit." : errors[0].message,
    { errors },
  );
}
