import type { QrCode } from "#sandbox/number-desk";
/** What a business shows and offers on a number: its profile, ice breakers and commands, and QR codes. */
import type { SandboxNumber } from "#sandbox/numbers";
import { accept, isObject, lengthOf, refuse, type Checked, type JsonObject } from "#sandbox/result";
import { randomCode } from "#sandbox/rng";
import { validateProfile } from "#sandbox/validate-profile";
import type { World } from "#sandbox/world";

const SUCCESS = { success: true } as const;

/** `GET /{number}/whatsapp_business_profile?fields=…`: only what is asked for and set. */
export function readProfile(
  { desk }: World,
  number: SandboxNumber,
  fields: string | undefined,
): JsonObject {
  const profile = desk.of(number.phone_number_id).profile ?? {};
  const asked = (fields ?? "").split(",").map((field) => field.trim());
  const shown = asked.flatMap((field) =>
    Object.hasOwn(profile, field) ? [[field, profile[field]] as const] : [],
  );
  return { data: [{ ...Object.fromEntries(shown), messaging_product: "whatsapp" }] };
}

/** `POST /{number}/whatsapp_business_profile`: members that are not given stay. */
export function writeProfile(
  { desk }: World,
  number: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const checked = validateProfile(body);
  if (!checked.ok) return checked;
  const handle = body["profile_picture_handle"];
  if (handle !== undefined && (typeof handle !== "string" || !handle.startsWith("4::")))
    return refuse(100, "Param profile_picture_handle is not the handle of an upload.");
  const picture =
    handle === undefined
      ? {}
      : { profile_picture_url: `https://pps.whatsapp.invalid/${number.phone_number_id}.jpg` };
  const { profile } = desk.of(number.phone_number_id);
  desk.change(number.phone_number_id, { profile: { ...profile, ...checked.value, ...picture } });
  return accept(SUCCESS);
}

const PROMPTS_MAX = 4;
const PROMPT_LENGTH_MAX = 80;
const COMMANDS_MAX = 30;
const COMMAND_NAME = /^[a-zA-Z0-9_]{1,32}$/;
const COMMAND_DESCRIPTION_MAX = 256;
const EMOJI = /\p{Extended_Pictographic}/u;

const isPlain = (value: unknown, max: number): value is string =>
  typeof value === "string" && value !== "" && lengthOf(value) <= max && !EMOJI.test(value);

const isPrompts = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length <= PROMPTS_MAX &&
  value.every((prompt) => isPlain(prompt, PROMPT_LENGTH_MAX));

/** `POST /{number}/conversational_automation`. What is not given stays; an empty list removes. */
export function writeAutomation(
  { desk }: World,
  number: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const known = desk.of(number.phone_number_id).automation ?? { prompts: [], commands: [] };
  const { prompts = known.prompts, commands = known.commands } = body;
  if (!isPrompts(prompts))
    return refuse(100, `Param prompts: at most ${PROMPTS_MAX}, each a short text without emoji.`);
  if (!Array.isArray(commands) || commands.length > COMMANDS_MAX)
    return refuse(100, `Param commands must be at most ${COMMANDS_MAX} objects.`);
  const given = commands.map((command: unknown) => (isObject(command) ? command : {}));
  const names = given.map((command) => command["command_name"]);
  if (!names.every((name) => typeof name === "string" && COMMAND_NAME.test(name)))
    return refuse(100, "Each command_name has letters, digits and underscores, at most 32.");
  if (new Set(names).size < names.length) return refuse(100, "Names of commands must differ.");
  if (!given.every((command) => isPlain(command["command_description"], COMMAND_DESCRIPTION_MAX)))
    return refuse(100, `Each command_description has 1 to ${COMMAND_DESCRIPTION_MAX} characters.`);
  desk.change(number.phone_number_id, { automation: { prompts, commands: given } });
  return accept(SUCCESS);
}

const PREFILLED_MAX = 140;
const CODE_LENGTH = 14;

/** `POST /{number}/message_qrdls`: a new code, or the text of one that is named. */
export function writeQrCode(
  { desk }: World,
  number: SandboxNumber,
  body: JsonObject,
): Checked<JsonObject> {
  const { prefilled_message: text, code: named } = body;
  const image = upperCase(body["generate_qr_image"]);
  if (typeof text !== "string" || text === "" || lengthOf(text) > PREFILLED_MAX)
    return refuse(100, `Param prefilled_message must have 1 to ${PREFILLED_MAX} characters.`);
  if (image !== undefined && image !== "PNG" && image !== "SVG")
    return refuse(100, "Param generate_qr_image must be one of {PNG, SVG}.");
  const written = keptQrCode(desk, number.phone_number_id, { named, text });
  return written === null
    ? refuse(100, "The QR code does not exist.")
    : accept(qrCodeView(written, image ?? null));
}

const upperCase = (value: unknown): unknown =>
  typeof value === "string" ? value.toUpperCase() : value;

/** Keep a code; null when one is named that is not there. */
function keptQrCode(
  desk: World["desk"],
  id: string,
  { named, text }: { readonly named: unknown; readonly text: string },
): QrCode | null {
  const known = desk.of(id).qrCodes ?? [];
  if (named === undefined) {
    const made = { code: randomCode(CODE_LENGTH), prefilled_message: text };
    desk.change(id, { qrCodes: [made, ...known] });
    return made;
  }
  const before = known.find(({ code }) => code === named);
  if (before === undefined) return null;
  const written = { ...before, prefilled_message: text };
  desk.change(id, { qrCodes: known.map((one) => (one === before ? written : one)) });
  return written;
}

/** The codes of a number, newest first, with an image when the fields ask for one. */
export const listQrCodes = (
  { desk }: World,
  number: SandboxNumber,
  fields: string | undefined,
): readonly JsonObject[] => {
  const format = /qr_image_url(?:\.format\((SVG|PNG)\))?/.exec(fields ?? "");
  const image = format === null ? null : (format[1] ?? "SVG");
  return (desk.of(number.phone_number_id).qrCodes ?? []).map((code) => qrCodeView(code, image));
};

/** `DELETE /{number}/message_qrdls/{code}`. */
export function deleteQrCode(
  { desk }: World,
  number: SandboxNumber,
  code: string,
): Checked<JsonObject> {
  const known = desk.of(number.phone_number_id).qrCodes ?? [];
  const qrCodes = known.filter((one) => one.code !== code);
  if (qrCodes.length === known.length) return refuse(100, "The QR code does not exist.");
  desk.change(number.phone_number_id, { qrCodes });
  return accept(SUCCESS);
}

const qrCodeView = (
  { code, prefilled_message: text }: QrCode,
  image: string | null,
): JsonObject => ({
  code,
  prefilled_message: text,
  deep_link_url: `https://wa.me/message/${code}`,
  ...(image === null
    ? {}
    : { qr_image_url: `https://qr.whatsapp.invalid/${code}.${image.toLowerCase()}` }),
});
