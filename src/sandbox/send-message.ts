import { acceptMessage, type Acceptance } from "#sandbox/accept-message";
import { checkMessage, refusalByLot } from "#sandbox/check-message";
import type { SandboxNumber } from "#sandbox/numbers";
import { isObject, textOf, type JsonObject, type Refusal } from "#sandbox/result";
import type { Sender } from "#sandbox/tell";
import { recipientOf } from "#sandbox/validate-message";
import type { World } from "#sandbox/world";

/** How the POST of a message is answered. */
export type SendAnswer = Acceptance | { readonly kind: "refused"; readonly refusal: Refusal };

/** `POST /{number}/messages`: validate, meet the faults and the limits, and plan what will happen. */
export function sendMessage(
  world: World,
  number: SandboxNumber,
  body: JsonObject,
  sender: Sender,
): SendAnswer {
  const named = recipientOf(body);
  const recipient = named?.waId ?? named?.userId ?? null;
  const fate = recipient === null ? null : world.faults.meet(recipient);
  const checked = checkMessage(world, number, body);
  if (!checked.ok) return refuseMessage(world, number, body, checked.refusal);
  if (fate === null)
    return refuseMessage(world, number, body, { code: 131009, details: "to is not valid." });
  const refusal = refusalByLot(world, number, checked.value, fate);
  return refusal === null
    ? acceptMessage(world, number, checked.value, { lot: fate, sender })
    : refuseMessage(world, number, body, refusal);
}

/** A refused call is one row in the ledger. */
function refuseMessage(
  world: World,
  number: SandboxNumber,
  body: JsonObject,
  refusal: Refusal,
): SendAnswer {
  const named = recipientOf(body);
  const template = isObject(body["template"]) ? body["template"]["name"] : undefined;
  world.ledger.append({
    seq: world.ledger.takeSeq(),
    at: world.clock.nowMs(),
    phone_number_id: number.phone_number_id,
    recipient: named?.waId ?? named?.userId ?? null,
    type: textOf(body["type"]) ?? null,
    template: textOf(template) ?? null,
    category: null,
    opaque: textOf(body["biz_opaque_callback_data"])?.slice(0, 512) ?? null,
    wamid: null,
    outcome: "refused",
    code: refusal.code,
    price: null,
  });
  return { kind: "refused", refusal };
}
