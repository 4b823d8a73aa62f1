import { distinctPlaceholders } from "#sandbox/placeholders";
import {
  accept,
  isObject,
  lengthOf,
  objectsOf,
  textOf,
  type Checked,
  type JsonObject,
  type Refusal,
} from "#sandbox/result";
import { checkButtons } from "#sandbox/validate-buttons";
import { companyFault } from "#sandbox/validate-template-kinds";

/** A template that passed the checks of its creation, before its review. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameter_format: string;
  readonly components: readonly JsonObject[];
}

const CATEGORIES = ["AUTHENTICATION", "MARKETING", "UTILITY"];
const NAME = /^[a-z0-9_]{1,512}$/;
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2})?$/;
const MEDIA_HEADERS = ["IMAGE", "VIDEO", "DOCUMENT"];
/** What a resumable upload gives; neither a media id nor an address is one. */
const HANDLE = /^\d+:\S+$/;

/** A refusal as template endpoints give it: code 100 with a subcode and two texts for a person. */
export const invalidTemplate = (subcode: number, title: string, message: string): Refusal => ({
  code: 100,
  details: message,
  subcode,
  userTitle: title,
  userMessage: message,
});

/** Check the body of a template's creation. Source: Meta, "Message templates" and its component pages. */
export function validateTemplate(body: JsonObject): Checked<TemplateDraft> {
  const name = textOf(body["name"]);
  const language = textOf(body["language"]);
  const category = textOf(body["category"])?.toUpperCase();
  const format = (textOf(body["parameter_format"]) ?? "POSITIONAL").toUpperCase();
  const components = objectsOf(body["components"]);
  const refusal =
    checkHead(name, language, category, format) ??
    checkComponents(components, format, category ?? "");
  if (refusal !== null) return { ok: false, refusal };
  return accept({
    name: name ?? "",
    language: language ?? "",
    category: category ?? "",
    parameter_format: format,
    components,
  });
}

function checkHead(
  name: string | undefined,
  language: string | undefined,
  category: string | undefined,
  format: string,
): Refusal | null {
  if (name === undefined || !NAME.test(name))
    return invalidTemplate(
      2388023,
      "The name is not valid",
      "name must be 1 to 512 lower-case letters, digits and underscores.",
    );
  if (language === undefined || !LANGUAGE.test(language))
    return { code: 100, details: "language must be a supported language code." };
  if (category === undefined || !CATEGORIES.includes(category))
    return { code: 100, details: `category must be one of ${CATEGORIES.join(", ")}.` };
  if (format !== "POSITIONAL" && format !== "NAMED")
    return { code: 100, details: "parameter_format must be POSITIONAL or NAMED." };
  return null;
}

function checkComponents(
  components: readonly JsonObject[],
  format: string,
  category: string,
): Refusal | null {
  const types = components.map((component) => textOf(component["type"])?.toUpperCase() ?? "");
  if (types.filter((type) => type === "BODY").length !== 1)
    return { code: 100, details: "components must have exactly one BODY." };
  if (new Set(types).size !== types.length)
    return { code: 100, details: "A component is given twice." };
  for (const [i, component] of components.entries()) {
    const refusal = checkComponent(types[i] ?? "", component, format, category);
    if (refusal !== null) return refusal;
  }
  const fault = companyFault(components, category);
  return fault === null ? null : invalidTemplate(2388023, "The parts do not go together", fault);
}

function checkComponent(
  type: string,
  component: JsonObject,
  format: string,
  category: string,
): Refusal | null {
  // The texts of an authentication template are Meta's own.
  if (category === "AUTHENTICATION" && component["text"] === undefined && type !== "BUTTONS")
    return null;
  const check = COMPONENT_CHECKS[type];
  return check === undefined
    ? { code: 100, details: `A component cannot be of type ${type}.` }
    : check(component, format);
}

const COMPONENT_CHECKS: Readonly<
  Record<string, (component: JsonObject, format: string) => Refusal | null>
> = {
  BODY: (body, format) =>
    checkText(body, format, { type: "BODY", max: 1024, variablesMax: Infinity }),
  HEADER: checkHeader,
  FOOTER: (footer, format) =>
    checkText(footer, format, { type: "FOOTER", max: 60, variablesMax: 0 }),
  BUTTONS: (component) => checkButtons(objectsOf(component["buttons"])),
  CAROUSEL: checkCards,
  LIMITED_TIME_OFFER: () => null,
};

/** The parts of each card, by the rules of a template's. */
function checkCards(carousel: JsonObject, format: string): Refusal | null {
  for (const card of objectsOf(carousel["cards"]))
    for (const component of objectsOf(card["components"])) {
      const check = COMPONENT_CHECKS[textOf(component["type"])?.toUpperCase() ?? ""];
      const refusal = check?.(component, format) ?? null;
      if (refusal !== null) return refusal;
    }
  return null;
}

const handleOf = (example: unknown): string => {
  const handles: unknown = isObject(example) ? example["header_handle"] : undefined;
  return (Array.isArray(handles) ? textOf(handles[0]) : undefined) ?? "";
};

function checkHeader(component: JsonObject, format: string): Refusal | null {
  const kind = textOf(component["format"])?.toUpperCase() ?? "";
  if (kind === "TEXT")
    return checkText(component, format, { type: "HEADER", max: 60, variablesMax: 1 });
  if (kind === "LOCATION" || kind === "PRODUCT") return null;
  if (MEDIA_HEADERS.includes(kind) && HANDLE.test(handleOf(component["example"]))) return null;
  return invalidTemplate(
    2388047,
    "The header is not valid",
    "A header is TEXT, LOCATION, PRODUCT, or a medium with an example.header_handle of an upload.",
  );
}

interface TextRule {
  readonly type: "BODY" | "HEADER" | "FOOTER";
  readonly max: number;
  readonly variablesMax: number;
}

const FORMAT_SUBCODES = { BODY: 2388072, HEADER: 2388047, FOOTER: 2388073 };

/** What is wrong with a text: Meta's subcode and what to tell a person. */
interface TextFault {
  readonly subcode: number;
  readonly message: string;
}

function checkText(component: JsonObject, format: string, rule: TextRule): Refusal | null {
  const text = textOf(component["text"]);
  const names = distinctPlaceholders(text ?? "");
  const fault =
    lengthFault(text, rule) ??
    variableFault(names, format, rule) ??
    (rule.type === "BODY" ? placementFault(text ?? "", names.length) : null) ??
    (names.length > 0 && !hasExample(component, rule.type, names)
      ? { subcode: 2388043, message: `${rule.type} needs an example for each variable.` }
      : null);
  return fault === null
    ? null
    : invalidTemplate(fault.subcode, `The ${rule.type.toLowerCase()} is not valid`, fault.message);
}

function lengthFault(text: string | undefined, rule: TextRule): TextFault | null {
  if (text === undefined)
    return { subcode: FORMAT_SUBCODES[rule.type], message: `${rule.type} needs a text.` };
  return lengthOf(text) > rule.max
    ? { subcode: 2388040, message: `${rule.type} is longer than ${rule.max} characters.` }
    : null;
}

function variableFault(names: readonly string[], format: string, rule: TextRule): TextFault | null {
  const subcode = FORMAT_SUBCODES[rule.type];
  if (names.length > rule.variablesMax)
    return { subcode, message: `${rule.type} has too many variables.` };
  if (areNamedRight(names, format)) return null;
  return {
    subcode,
    message:
      format === "NAMED"
        ? "Named variables are lower-case letters, digits and underscores."
        : "Positional variables count up from 1.",
  };
}

/** Where the variables of a body may not stand, and how many words they need around them. */
function placementFault(text: string, variables: number): TextFault | null {
  if (/^\s*\{\{|\}\}\s*$/.test(text))
    return { subcode: 2388299, message: "A variable must not stand at the beginning or the end." };
  if (/\}\}\s*\{\{/.test(text))
    return { subcode: 2388072, message: "Variables must not stand side by side." };
  return wordsOf(text) < variables
    ? { subcode: 2388293, message: "The text has too many variables for its length." }
    : null;
}

const areNamedRight = (names: readonly string[], format: string): boolean =>
  format === "NAMED"
    ? names.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
    : names
        .map(Number)
        .toSorted((a, b) => a - b)
        .every((value, i) => value === i + 1);

const wordsOf = (text: string): number =>
  text
    .replaceAll(/\{\{[^{}]*\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** `example.body_text: [["a", "b"]]`, `example.header_text: ["a"]`, or the named forms of both. */
function hasExample(
  component: JsonObject,
  type: TextRule["type"],
  names: readonly string[],
): boolean {
  const example = component["example"];
  if (!isObject(example)) return false;
  const prefix = type === "BODY" ? "body_text" : "header_text";
  const named = objectsOf(example[`${prefix}_named_params`]).map((param) => param["param_name"]);
  if (names.every((name) => named.includes(name))) return true;
  const given: unknown = example[prefix];
  if (!Array.isArray(given)) return false;
  const first: unknown = given[0];
  const values: readonly unknown[] = Array.isArray(first) ? first : given;
  return values.length === names.length && values.every((value) => textOf(value) !== undefined);
}
