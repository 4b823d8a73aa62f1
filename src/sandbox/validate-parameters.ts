import { distinctPlaceholders, placeholdersOf } from "#sandbox/placeholders";
import {
  objectsOf,
  refuse,
  textOf,
  accept,
  type Checked,
  type JsonObject,
  type Refusal,
} from "#sandbox/result";
import type { Template } from "#sandbox/templates";

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

const typeOf = (component: JsonObject): string => textOf(component["type"])?.toLowerCase() ?? "";
const parametersOf = (component: JsonObject | undefined): readonly JsonObject[] =>
  objectsOf(component?.["parameters"]);

const mismatch = (where: string, given: number, expected: number): Refusal => ({
  code: 132000,
  details: `${where}: ${given} parameters were given, the template has ${expected}.`,
});

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
      return checkUrlButtons(declared, given);
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
  return typeOf(parameter) === format
    ? null
    : { code: 132012, details: `header: the template has a ${format}.` };
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

/** A link with a variable needs one text; other buttons need nothing. */
function checkUrlButtons(declared: JsonObject, given: readonly JsonObject[]): Refusal | null {
  for (const [index, button] of objectsOf(declared["buttons"]).entries()) {
    const expected = placeholdersOf(textOf(button["url"]) ?? "").length;
    const own = given.find(
      (component) =>
        typeOf(component) === "button" &&
        textOf(component["sub_type"])?.toLowerCase() === "url" &&
        Number(component["index"]) === index,
    );
    const count = parametersOf(own).length;
    if (count !== expected) return mismatch(`button ${index}`, count, expected);
  }
  return null;
}

/** Texts must not be empty, nor hold a line break, a tab, or more than four spaces in a row. */
function checkTexts(component: JsonObject): Refusal | null {
  for (const parameter of parametersOf(component)) {
    if (typeOf(parameter) !== "text") continue;
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
