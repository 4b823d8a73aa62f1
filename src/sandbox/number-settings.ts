/** Settings of a number. Source: Meta, "Phone number settings" and "Two-step verification". */
import type { SandboxNumber } from "#sandbox/numbers";
import { accept, isObject, refuse, type Checked, type JsonObject } from "#sandbox/result";
import type { World } from "#sandbox/world";

const SUCCESS = { success: true } as const;

/** What is so as long as nobody sets it otherwise. */
const DEFAULTS: Readonly<Record<string, JsonObject>> = {
  calling: { status: "disabled", call_icon_visibility: "hidden", ip_addresses: { default: [] } },
  payload_encryption: { status: "disabled" },
  storage_configuration: { status: "default" },
};

/** `GET /{number}/settings`. */
export const readSettings = ({ desk }: World, number: SandboxNumber): JsonObject => {
  const set = desk.of(number.phone_number_id).settings ?? {};
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [
      name,
      { ...value, ...(isObject(set[name]) ? set[name] : {}) },
    ]),
  );
};

/** `POST /{number}/settings`: one of the settings or more; the others stay. */
export function writeSettings(
  { desk }: World,
  { phone_number_id: id }: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const given = Object.keys(DEFAULTS).filter((name) => body[name] !== undefined);
  if (given.length === 0)
    return refuse(100, `One of {${Object.keys(DEFAULTS).join(", ")}} is required.`);
  const wrong = given.find((name) => !isObject(body[name]));
  if (wrong !== undefined) return refuse(100, `Param ${wrong} must be an object.`);
  const settings = Object.fromEntries(given.map((name) => [name, body[name]]));
  desk.change(id, { settings: { ...desk.of(id).settings, ...settings } });
  return accept(SUCCESS);
}

/** `POST /{number}` with `pin`: another PIN for two-step verification. */
export function changePin(
  { registrations }: World,
  { phone_number_id: id }: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const { pin } = body;
  if (typeof pin !== "string" || !/^\d{6}$/.test(pin))
    return refuse(100, "Param pin must be six digits.");
  registrations.setPin(id, pin);
  return accept(SUCCESS);
}
