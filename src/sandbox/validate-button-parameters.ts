/** Whether a send gives a template's buttons what they need. Source: Meta, "Template messages", the pages of the buttons. */
import { placeholdersOf } from "#sandbox/placeholders";
import { isObject, objectsOf, textOf, type JsonObject, type Refusal } from "#sandbox/result";
import { productSectionsFault } from "#sandbox/validate-interactive";

export const typeOf = (component: JsonObject): string =>
  textOf(component["type"])?.toLowerCase() ?? "";
export const parametersOf = (component: JsonObject | undefined): readonly JsonObject[] =>
  objectsOf(component?.["parameters"]);

export const mismatch = (where: string, given: number, expected: number): Refusal => ({
  code: 132000,
  details: `${where}: ${given} parameters were given, the template has ${expected}.`,
});

/** What a button takes: Meta's word for it in a send, how many parameters, and what is wrong with one. */
interface Rule {
  readonly sub: string;
  readonly min: 0 | 1;
  readonly fault: (parameter: JsonObject) => string | null;
}

const action = (parameter: JsonObject): JsonObject | null =>
  typeOf(parameter) === "action" && isObject(parameter["action"]) ? parameter["action"] : null;

const isAction = (parameter: JsonObject): string | null =>
  action(parameter) === null ? "an action is expected." : null;

const CODE_MAX = 20;
const PAYLOAD_MAX = 256;

const RULES: Readonly<Record<string, Rule>> = {
  OTP: { sub: "url", min: 1, fault: textFault },
  QUICK_REPLY: { sub: "quick_reply", min: 0, fault: payloadFault },
  COPY_CODE: {
    sub: "copy_code",
    min: 1,
    fault: (parameter) => {
      const code = textOf(parameter["coupon_code"]);
      return typeOf(parameter) === "coupon_code" && code !== undefined && code.length <= CODE_MAX
        ? null
        : `a coupon_code of at most ${CODE_MAX} characters is expected.`;
    },
  },
  FLOW: { sub: "flow", min: 1, fault: isAction },
  CATALOG: { sub: "catalog", min: 0, fault: isAction },
  MPM: {
    sub: "mpm",
    min: 1,
    fault: (parameter) => {
      const given = action(parameter);
      return given === null
        ? "an action is expected."
        : productSectionsFault(objectsOf(given["sections"]));
    },
  },
};

function textFault(parameter: JsonObject): string | null {
  return typeOf(parameter) === "text" && textOf(parameter["text"]) !== undefined
    ? null
    : "a text is expected.";
}

function payloadFault(parameter: JsonObject): string | null {
  if (typeOf(parameter) === "text") return null;
  const payload = textOf(parameter["payload"]);
  return typeOf(parameter) === "payload" && payload !== undefined && payload.length <= PAYLOAD_MAX
    ? null
    : `a payload of at most ${PAYLOAD_MAX} characters is expected.`;
}

function ruleOf(button: JsonObject): Rule | undefined {
  const type = textOf(button["type"])?.toUpperCase() ?? "";
  if (type === "URL")
    return placeholdersOf(textOf(button["url"]) ?? "").length > 0
      ? { sub: "url", min: 1, fault: textFault }
      : undefined;
  return Object.hasOwn(RULES, type) ? RULES[type] : undefined;
}

/** Check the button components of a send against the buttons of its template. */
export function checkButtonParameters(
  declared: JsonObject,
  given: readonly JsonObject[],
): Refusal | null {
  for (const [index, button] of objectsOf(declared["buttons"]).entries()) {
    const own = given.find(
      (component) => typeOf(component) === "button" && Number(component["index"]) === index,
    );
    const refusal = checkOne(`button ${index}`, ruleOf(button), own);
    if (refusal !== null) return refusal;
  }
  return null;
}

function checkOne(
  where: string,
  rule: Rule | undefined,
  own: JsonObject | undefined,
): Refusal | null {
  const parameters = parametersOf(own);
  if (rule === undefined)
    return parameters.length === 0 ? null : mismatch(where, parameters.length, 0);
  if (own !== undefined && textOf(own["sub_type"])?.toLowerCase() !== rule.sub)
    return { code: 131009, details: `${where}: sub_type must be ${rule.sub}.` };
  const [parameter] = parameters;
  if (parameters.length > 1 || parameters.length < rule.min)
    return mismatch(where, parameters.length, 1);
  const fault = parameter === undefined ? null : rule.fault(parameter);
  return fault === null ? null : { code: 132012, details: `${where}: ${fault}` };
}
