import type { Effect } from "#sandbox/magic-recipients";
import { digitsOfNumber, type SandboxNumber } from "#sandbox/numbers";
import type { Notice } from "#sandbox/outbox";
import { noticeOf } from "#sandbox/receive";
import { isObject, objectsOf, textOf, type JsonObject } from "#sandbox/result";
import type { Template } from "#sandbox/templates";
import type { OutgoingMessage } from "#sandbox/validate-message";
import {
  identityOf,
  inboundValue,
  preferenceValue,
  type InboundContent,
  type InboundPerson,
} from "#sandbox/webhooks";
import type { World } from "#sandbox/world";

/** A message that was sent, as the person who answers sees it. */
export interface Answered {
  readonly message: OutgoingMessage;
  readonly template: Template | null;
  readonly recipient: string;
  readonly wamid: string;
}

/** What a magic recipient does after reading: nothing, or one notice at `dueMs`. A written answer opens the window. */
export function replyNotices(
  world: World,
  number: SandboxNumber,
  sent: Answered,
  when: { readonly effect: Effect; readonly dueMs: number },
): Notice[] {
  const { waId, userId } = identityOf(world.numbers.businessId, sent.recipient);
  const name = `Sandbox person ${sent.recipient.slice(-4)}`;
  const person: InboundPerson = { waId, userId, username: null, name };
  const notice = noticeOf(number, when.dueMs);
  if (when.effect === "preference_stop")
    return [{ ...notice, field: "user_preferences", value: preferenceValue(person, when.dueMs) }];
  const content = contentOf(number, sent, when.effect);
  if (content === null) return [];
  world.reach.wrote(number.phone_number_id, [waId, userId], when.dueMs);
  const wamid = world.inbox.newWamid(world.faults.seed, number.phone_number_id);
  const of = { phoneNumberId: number.phone_number_id, ids: [waId, userId], atMs: when.dueMs };
  world.heard.add({ wamid, type: content.type, ...of });
  return [{ ...notice, value: inboundValue(person, content, { wamid, atMs: when.dueMs }) }];
}

function contentOf(number: SandboxNumber, sent: Answered, effect: Effect): InboundContent | null {
  if (effect === "opt_out")
    return { type: "text", object: { body: "STOP" }, context: null, beside: {} };
  if (effect === "reply")
    return {
      type: "text",
      object: { body: "Thank you! One more question." },
      context: null,
      beside: {},
    };
  if (effect === "button_reply")
    return {
      ...buttonOf(sent),
      context: { from: digitsOfNumber(number), id: sent.wamid },
      beside: {},
    };
  return null;
}

/** The first quick reply of a template or of an interactive message, else a plain Yes. */
function buttonOf(sent: Answered): Omit<InboundContent, "context" | "beside"> {
  const label = quickReplyOf(sent.template);
  if (label !== undefined)
    return {
      type: "button",
      object: { payload: payloadOf(sent.message.content) ?? label, text: label },
    };
  const action = sent.message.content["action"];
  const [button] = isObject(action) ? objectsOf(action["buttons"]) : [];
  if (button !== undefined && isObject(button["reply"]))
    return { type: "interactive", object: { type: "button_reply", button_reply: button["reply"] } };
  return { type: "text", object: { body: "Yes" } };
}

const quickReplyOf = (template: Template | null): string | undefined =>
  (template?.components ?? [])
    .flatMap((component) => objectsOf(component["buttons"]))
    .flatMap((button) =>
      textOf(button["type"])?.toUpperCase() === "QUICK_REPLY" ? (textOf(button["text"]) ?? []) : [],
    )[0];

/** The payload that the sender gave to the first quick reply, if any. */
const payloadOf = (content: JsonObject): string | undefined =>
  objectsOf(content["components"])
    .filter((component) => textOf(component["sub_type"])?.toLowerCase() === "quick_reply")
    .flatMap((component) => objectsOf(component["parameters"]))
    .flatMap((parameter) => textOf(parameter["payload"]) ?? [])[0];
