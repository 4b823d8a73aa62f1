import { refusalOfReferences } from "#sandbox/check-references";
import type { Fate } from "#sandbox/faults";
import { graphError } from "#sandbox/graph-errors";
import { digitsOfNumber, type SandboxNumber } from "#sandbox/numbers";
import {
  accept,
  isObject,
  objectsOf,
  refuse,
  textOf,
  type Checked,
  type JsonObject,
  type Refusal,
} from "#sandbox/result";
import { templateStatus, type Template } from "#sandbox/templates";
import { validateMessage, type OutgoingMessage } from "#sandbox/validate-message";
import { validateParameters } from "#sandbox/validate-parameters";
import type { World } from "#sandbox/world";

/** A message that may be sent, with the template that it names. */
export interface Sendable {
  readonly message: OutgoingMessage;
  readonly template: Template | null;
  /** Digits or user id: whom the ledger and the limits count. */
  readonly recipient: string;
}

/** What is wrong with the message itself. */
export function checkMessage(
  world: World,
  number: SandboxNumber,
  body: JsonObject,
): Checked<Sendable> {
  const checked = validateMessage(body);
  if (!checked.ok) return checked;
  const message = checked.value;
  const recipient = message.recipient.waId ?? message.recipient.userId ?? "";
  if (recipient === digitsOfNumber(number)) return refuse(131021, "to is the sending number.");
  const dangling = refusalOfReferences(world, number, message);
  if (dangling !== null) return { ok: false, refusal: dangling };
  return message.type === "template"
    ? fillTemplate(world, number, { message, recipient })
    : accept({ message, template: null, recipient });
}

/** The template that a message names, and whether the message fills it. */
function fillTemplate(
  world: World,
  number: SandboxNumber,
  { message, recipient }: Omit<Sendable, "template">,
): Checked<Sendable> {
  const template = findTemplate(world, number, message.content);
  if (!template.ok) return template;
  if (template.value.category === "AUTHENTICATION" && message.recipient.waId === null)
    return refuse(131062, "Authentication templates need a phone number.");
  const parameters = validateParameters(template.value, objectsOf(message.content["components"]));
  return parameters.ok ? accept({ message, template: template.value, recipient }) : parameters;
}

function findTemplate(world: World, number: SandboxNumber, content: JsonObject): Checked<Template> {
  const name = textOf(content["name"]) ?? "";
  const language = isObject(content["language"]) ? textOf(content["language"]["code"]) : undefined;
  const template = world.templates.findByName(number.waba_id, name, language ?? "");
  if (template === undefined)
    return refuse(132001, `The template ${name} does not exist in ${language ?? "this language"}.`);
  switch (templateStatus(template, world.clock.nowMs())) {
    case "APPROVED":
      return accept(template);
    case "PAUSED":
      return refuse(132015, `The template ${name} is paused.`);
    case "DISABLED":
      return refuse(132016, `The template ${name} is disabled.`);
    default:
      return refuse(132001, `The template ${name} is not approved.`);
  }
}

/** Why a valid message is refused all the same: its fate, or a limit. */
export function refusalByLot(
  world: World,
  number: SandboxNumber,
  { recipient, template }: Sendable,
  fate: Fate,
): Refusal | null {
  const nowMs = world.clock.nowMs();
  if (!world.registrations.isRegistered(number.phone_number_id))
    return { code: 133010, details: "Register the number first." };
  if (world.desk.of(number.phone_number_id).isBanned === true)
    return { code: 131031, details: "The account is disabled." };
  if (world.desk.isBlocked(number.phone_number_id, recipient))
    return { code: 130403, details: "The business has blocked this person." };
  if (!world.throughput.fits(number.phone_number_id, number.throughput_mps, nowMs))
    return { code: 130429, details: "The number sends more messages a second than it may." };
  if (fate.effect === "error" && graphError(fate.code).comes === "answer")
    return { code: fate.code, details: "This recipient or a fault rule asks for this error." };
  if (!world.pairs.fits(pairOf(number, recipient), nowMs))
    return { code: 131056, details: "Too many messages to this person in a short time." };
  if (template !== null && isOutOfReach(world, number, recipient))
    return { code: 131048, details: "The portfolio has reached its limit of people in 24 hours." };
  return null;
}

/** Whether a template would reach one person more than the portfolio may in 24 hours. */
const isOutOfReach = (
  { reach, clock }: World,
  { phone_number_id: id, messaging_limit: limit }: SandboxNumber,
  recipient: string,
): boolean =>
  limit !== null &&
  !reach.isWindowOpen(id, recipient, clock.nowMs()) &&
  !reach.fits(recipient, limit, clock.nowMs());

/** The key of a number and a person, for the pair limit. */
export const pairOf = (number: SandboxNumber, recipient: string): string =>
  `${number.phone_number_id}/${recipient}`;
