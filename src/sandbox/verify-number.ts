/** Registration of a number, and the proof that it is one's own. Source: Meta, "Registration" and "Two-step verification". */
import type { SandboxNumber } from "#sandbox/numbers";
import { accept, refuse, type Checked, type JsonObject } from "#sandbox/result";
import type { World } from "#sandbox/world";

const SUCCESS = { success: true } as const;

/** Registrations and deregistrations of a number in 72 hours. */
const REGISTRATIONS_MAX = 10;
const REGISTRATIONS_MS = 72 * 60 * 60 * 1000;

/** What an SMS would bring: nobody receives one here. */
const CODE = "123456";

/** `POST /{number}/register`. */
export function register(
  world: World,
  number: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const limit = countRegistration(world, number);
  if (limit !== null) return limit;
  const refusal = world.registrations.register(number.phone_number_id, body["pin"]);
  return refusal === null ? accept(SUCCESS) : { ok: false, refusal };
}

/** `POST /{number}/deregister`. */
export function deregister(world: World, number: SandboxNumber): Checked<JsonObject> {
  const limit = countRegistration(world, number);
  if (limit !== null) return limit;
  world.registrations.deregister(number.phone_number_id);
  return accept(SUCCESS);
}

function countRegistration({ desk, clock }: World, { phone_number_id: id }: SandboxNumber) {
  const nowMs = clock.nowMs();
  const lately = (desk.of(id).registrations ?? []).filter((at) => at > nowMs - REGISTRATIONS_MS);
  if (lately.length >= REGISTRATIONS_MAX)
    return refuse(133016, "The number was registered and deregistered too often in 72 hours.");
  desk.change(id, { registrations: [...lately, nowMs] });
  return null;
}

/** `POST /{number}/request_code`. */
export function requestCode(
  world: World,
  { phone_number_id: id }: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const { code_method: method, language } = body;
  if (method !== "SMS" && method !== "VOICE")
    return refuse(100, "Param code_method must be one of {SMS, VOICE}.");
  if (typeof language !== "string" || !/^[a-z]{2,3}(?:_[A-Za-z]{2,4})?$/.test(language))
    return refuse(100, "Param language must be a locale such as en_US.");
  world.desk.change(id, { codeSent: true });
  return accept(SUCCESS);
}

/** `POST /{number}/verify_code`: takes 123456, once it was asked for. */
export function verifyCode(
  world: World,
  { phone_number_id: id }: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  if (world.desk.of(id).codeSent !== true || body["code"] !== CODE)
    return refuse(100, "The code is wrong or was not asked for.");
  world.desk.change(id, { codeSent: false });
  return accept(SUCCESS);
}
