import { placeholdersOf } from "#sandbox/placeholders";
import { lengthOf, textOf, type JsonObject, type Refusal } from "#sandbox/result";

const BUTTONS_MAX = 10;
const TEXT_MAX = 25;
const URL_MAX = 2000;
const COUPON_MAX = 20;

/** How many buttons of a type a template may have. */
const TYPE_MAX: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  OTP: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
};
/** Types whose label is Meta's. */
const FIXED_LABEL = ["COPY_CODE", "OTP", "REQUEST_CONTACT_INFO"];

/** Check the buttons of a template. `null` means that they may stand. */
export function checkButtons(buttons: readonly JsonObject[]): Refusal | null {
  if (buttons.length === 0 || buttons.length > BUTTONS_MAX)
    return bad(`A template has 1 to ${BUTTONS_MAX} buttons.`);
  const types = buttons.map(buttonType);
  for (const type of types) {
    const max = TYPE_MAX[type];
    if (max === undefined) return bad(`A button cannot be of type ${type}.`);
    if (types.filter((other) => other === type).length > max)
      return bad(`A template has at most ${max} buttons of type ${type}.`);
  }
  if (!areGrouped(types)) return bad("Quick replies must stand together.");
  for (const button of buttons) {
    const refusal = checkButton(button);
    if (refusal !== null) return refusal;
  }
  return null;
}

const bad = (details: string): Refusal => ({
  code: 100,
  details,
  subcode: 2388072,
  userTitle: "The buttons are not valid",
  userMessage: details,
});

const buttonType = (button: JsonObject): string => textOf(button["type"])?.toUpperCase() ?? "";

/** QR QR URL and URL QR QR may stand, QR URL QR may not. */
function areGrouped(types: readonly string[]): boolean {
  const first = types.indexOf("QUICK_REPLY");
  const last = types.lastIndexOf("QUICK_REPLY");
  return first === -1 || types.slice(first, last).every((type) => type === "QUICK_REPLY");
}

function checkButton(button: JsonObject): Refusal | null {
  const type = buttonType(button);
  const text = textOf(button["text"]);
  if (!FIXED_LABEL.includes(type) && (text === undefined || lengthOf(text) > TEXT_MAX))
    return bad(`A button's text has 1 to ${TEXT_MAX} characters.`);
  if (type === "PHONE_NUMBER" && !/^\+?\d{4,20}$/.test(textOf(button["phone_number"]) ?? ""))
    return bad("A phone button needs a phone_number.");
  const check = CHECKS[type];
  return check === undefined ? null : check(button);
}

const CHECKS: Readonly<Record<string, (button: JsonObject) => Refusal | null>> = {
  URL: checkUrl,
  COPY_CODE: (button) => {
    const code = textOf([button["example"]].flat()[0]);
    return code !== undefined && lengthOf(code) <= COUPON_MAX
      ? null
      : bad(`A code to copy needs an example of at most ${COUPON_MAX} characters.`);
  },
  FLOW: (button) =>
    ["flow_id", "flow_name", "flow_json"].filter((name) => button[name] !== undefined).length === 1
      ? null
      : bad("A flow button names one of flow_id, flow_name and flow_json."),
};

function checkUrl(button: JsonObject): Refusal | null {
  const url = textOf(button["url"]) ?? "";
  if (!/^https?:\/\/[^/\s]+/.test(url) || url.length > URL_MAX)
    return bad(`A link button needs an http(s) url of at most ${URL_MAX} characters.`);
  const variables = placeholdersOf(url);
  if (variables.length > 1 || (variables.length === 1 && !url.trimEnd().endsWith("}}")))
    return bad("A url has at most one variable, at its end.");
  if (variables.length === 1 && button["example"] === undefined)
    return bad("A url with a variable needs an example.");
  return null;
}
