import { configOf } from "#platform/config";

const PURPOSE = "waqtor registration pin v1";
const PIN_COUNT = 1_000_000;

/**
 * The two-step verification PIN that a number is registered with when nobody gives one: six digits. It is made from the pepper,
 * which never changes, and not drawn: a signup that is cut short behind Meta's registration finds the same PIN again, where a
 * drawn one would be lost and the number could not be registered any more.
 */
export async function registrationPin(env: Env, phoneNumberId: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(configOf(env).passwordPepper),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(`${PURPOSE}|${phoneNumberId}`));
  const drawn = new DataView(mac).getBigUint64(0) % BigInt(PIN_COUNT);
  return String(drawn).padStart(6, "0");
}
