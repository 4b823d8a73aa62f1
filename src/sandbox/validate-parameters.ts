import { distinctPlaceholders } from "#sandbox/placeholders";
import {
  isObject,
  objectsOf,
  refuse,
  textOf,
  accept,
  type Checked,
  type JsonObject,
  type Refusal,
} from "#sandbox/result";
import type { Template } from "#sandbox/templates";
import {
  checkButtonParameters,
  mismatch,
  parametersOf,
  typeOf,
} from "#sandbox/validate-button-parameters";
import { mediumFault } from "#sandbox/validate-content";

/** Whether the components of a message fill the template that it names. Source: Meta, "Template messages" and error 132xxx. */
export function validateParameters(
  template: Template,
  components: readonly JsonObject[],
): Checked<null> {
  for (const component of components) {
    const refusal = checkTexts(component);
    if (refusal !== null) return { ok: false, refusal };
  }
  for (const declared of template.components) {
    const refusal = checkComponent(template, declared, components);
    if (refusal !== null) return { ok: false, refusal };
  }
  const stray = components.find(
    (component) =>
      !["header", "body", "button", "carousel", "limited_time_offer"].includes(typeOf(component)),
  );
  if (stray !== undefined)
    return refuse(131009, `A component cannot be of type ${String(stray["type"])}.`);
  const undeclared = components.find(
    (component) =>
      parametersOf(component).length > 0 &&
      ["header", "body"].includes(typeOf(component)) &&
      !template.components.some((declared) => typeOf(declared) === typeOf(component)),
  );
  return undeclared === undefined
    ? accept(null)
    : { ok: false, refusal: mismatch(typeOf(undeclared), parametersOf(undeclared).length, 0) };
}

function checkComponent(
  template: Template,
  declared: JsonObject,
  given: readonly JsonObject[],
): Refusal | null {
  const type = typeOf(declared);
  const own = given.find((component) => typeOf(component) === type);
  switch (type) {
    case "body":
      if (template.category === "AUTHENTICATION" && declared["text"] === undefined)
        return parametersOf(own).length === 1
          ? null
          : mismatch("body", parametersOf(own).length, 1);
      return checkTextComponent(template, declared, own);
    case "header":
      return checkHeader(template, declared, own);
    case "buttons":
      return checkButtonParameters(declared, given);
    case "limited_time_offer":
      return checkOffer(declared, own);
    case "carousel":
      return checkCarousel(template, declared, own);
    default:
      return null;
  }
}

function checkHeader(
  template: Template,
  declared: JsonObject,
  own: JsonObject | undefined,
): Refusal | null {
  const format = textOf(declared["format"])?.toLowerCase() ?? "";
  if (format === "text") return checkTextComponent(template, declared, own);
  const [parameter] = parametersOf(own);
  if (parameter === undefined) return mismatch("header", 0, 1);
  const value = parameter[format];
  if (typeOf(parameter) !== format || !isObject(value))
    return { code: 132012, details: `header: the template has a ${format}.` };
  const details = MEDIA_HEADERS.includes(format) ? mediumFault(value) : null;
  return details === null ? null : { code: 131009, details };
}

const MEDIA_HEADERS = ["image", "video", "document"];

/** An offer that ends says when. */
function checkOffer(declared: JsonObject, own: JsonObject | undefined): Refusal | null {
  const offer = declared["limited_time_offer"];
  if (!isObject(offer) || offer["has_expiration"] !== true) return null;
  const given = parametersOf(own)[0]?.["limited_time_offer"];
  return isObject(given) && Number.isSafeInteger(given["expiration_time_ms"])
    ? null
    : { code: 131008, details: "limited_time_offer needs expiration_time_ms." };
}

/** Every card of the template is filled, in their order. */
function checkCarousel(
  template: Template,
  declared: JsonObject,
  own: JsonObject | undefined,
): Refusal | null {
  const cards = objectsOf(declared["cards"]);
  const given = objectsOf(own?.["cards"]);
  if (given.length !== cards.length) return mismatch("carousel", given.length, cards.length);
  for (const [i, card] of cards.entries()) {
    const filled = objectsOf(given[i]?.["components"]);
    for (const component of objectsOf(card["components"])) {
      const refusal = checkComponent(template, component, filled);
      if (refusal !== null) return refusal;
    }
  }
  return null;
}

function checkTextComponent(
  template: Template,
  declared: JsonObject,
  own: JsonObject | undefined,
): Refusal | null {
  const where = typeOf(declared);
  const names = distinctPlaceholders(textOf(declared["text"]) ?? "");
  const parameters = parametersOf(own);
  if (parameters.length !== names.length) return mismatch(where, parameters.length, names.length);
  if (template.parameter_format === "NAMED") {
    const given = parameters.map((parameter) => parameter["parameter_name"]);
    const missing = names.find((name) => !given.includes(name));
    if (missing !== undefined)
      return { code: 132000, details: `${where}: the parameter ${missing} is missing.` };
  }
  const filled =
    (textOf(declared["text"]) ?? "").replaceAll(/\{\{[^{}]*\}\}/g, "").length +
    parameters.reduce((sum, parameter) => sum + (textOf(parameter["text"])?.length ?? 0), 0);
  return where === "body" && filled > 1024
    ? { code: 132005, details: "body: the filled text is longer than 1024 characters." }
    : null;
}

/** Texts must not be empty, nor hold a line break, a tab, or more than four spaces in a row. */
function checkTexts(component: JsonObject): Refusal | null {
  for (const parameter of parametersOf(component)) {
    // A quick reply is answered with true and false in one of Meta's examples.
    if (typeOf(parameter) !== "text" || typeof parameter["text"] === "boolean") continue;
    const text = textOf(parameter["text"]);
    const where = typeOf(component);
    if (text === undefined)
      return { code: 131008, details: `${where}: a text parameter has no text.` };
    if (/[\n\r\t]| {5,}/.test(text))
      return {
        code: 132012,
        details: `${where}: a text must not have line breaks, tabs or more than 4 spaces in a row.`,
      };
  }
  return null;
}
