import { err, ok, type Result } from "#core/result";
import { isValueOf, type TemplateVariable } from "#core/whatsapp/template-variables";

/** Where a template's variable takes its value from: a field of the contact, or one text for everybody. */
export type VariableSource =
  | { readonly field: string; readonly fallback?: string | undefined }
  | { readonly value: string };

/** A campaign's variables by their place in the template, as `variablesOf` names it: `body.1`, `header.1`, `button.0`. */
export type Variables = Readonly<Record<string, VariableSource>>;

/** Two characters that mean nothing in a message. They are read as spaces, so that the database can fold runs with them. */
const MARKS = ["\u0001", "\u0002"] as const;

/** A variable's place, as `variablesOf` names it. */
export const VARIABLE_NAME =
  /^(?:(?:card\.\d\.)?(?:(?:body|header)\.\w{1,60}|button\.\d)|offer\.expires_at)$/;

/** Fields of a contact that a variable may name; further ones are `fields.<key>`. */
export const CONTACT_FIELDS = ["name", "phone", "external_id", "language", "username"] as const;
const CUSTOM_FIELD = /^fields\.([A-Za-z0-9_-]{1,64})$/;

/** The field that stands for a person's own opt-out link. It is of no contact's row: see `opt-out-variable.ts`. */
export const OPT_OUT_FIELD = "opt_out_url";

/** What is frozen, kept and shown in the link's place. */
export const OPT_OUT_MARK = "{{opt_out_url}}";

/** Longest value that Meta takes in a text parameter, in characters. */
export const VALUE_CHARACTERS_MAX = 1024;

/** The key of a custom field, letters, digits, `_` and `-` alone; undefined when the field is none. */
export const customKeyOf = (field: string): string | undefined => CUSTOM_FIELD.exec(field)?.[1];

/** Whether a variable may take its value from this field. */
export const isContactField = (field: string): boolean =>
  CONTACT_FIELDS.some((known) => known === field) || customKeyOf(field) !== undefined;

export interface VariableFault {
  /** Name of the variable at fault. */
  readonly variable: string;
  readonly code:
    | "missing_variable"
    | "unknown_variable"
    | "unknown_field"
    | "empty_value"
    | "invalid_value"
    | "value_needed";
  readonly message: string;
}

/**
 * Check that the campaign's variables are those that the template needs, each with a source that can give a value.
 *
 * @param required What the template has.
 */
export function checkVariables(
  variables: Variables,
  required: readonly TemplateVariable[],
): Result<null, readonly VariableFault[]> {
  const faults: VariableFault[] = [];
  for (const { key: variable } of required)
    if (variables[variable] === undefined)
      faults.push({
        variable,
        code: "missing_variable",
        message: `The template needs a value for ${variable}.`,
      });
  for (const [variable, source] of Object.entries(variables))
    faults.push(...faultsOf(variable, source, required));
  return faults.length === 0 ? ok(null) : err(faults);
}

function faultsOf(
  variable: string,
  source: VariableSource,
  required: readonly TemplateVariable[],
): readonly VariableFault[] {
  const fault = (code: VariableFault["code"], message: string) => [{ variable, code, message }];
  const wanted = required.find(({ key }) => key === variable);
  if (wanted === undefined)
    return fault("unknown_variable", `The template has no variable ${variable}.`);
  if ("field" in source) {
    if (source.field !== OPT_OUT_FIELD && !isContactField(source.field))
      return fault("unknown_field", `A contact has no field ${source.field}.`);
    return wanted.kind === "text"
      ? []
      : fault("value_needed", `${variable} takes one value for everybody: ${wanted.kind}.`);
  }
  const value = cleanValue(source.value);
  if (value === null) return fault("empty_value", `The value of ${variable} is empty or too long.`);
  return isValueOf(wanted, value)
    ? []
    : fault("invalid_value", `${variable} takes ${wanted.kind}, at most ${wanted.max} characters.`);
}

/** How long the value of each variable may be, by its name; `VALUE_CHARACTERS_MAX` for one that is not in it. */
export type VariableLimits = Readonly<Record<string, number>>;

/** The limits of a template's variables. */
export const limitsOf = (required: readonly TemplateVariable[]): VariableLimits =>
  Object.fromEntries(required.map(({ key, max }) => [key, max]));

/**
 * A text as Meta takes it in a parameter: runs of spaces, tabs and line ends become one space, the ends are trimmed.
 *
 * @returns null when nothing is left, or more than `max` characters.
 */
export function cleanValue(text: string, max: number = VALUE_CHARACTERS_MAX): string | null {
  const clean = [...MARKS, "\t", "\r", "\n"]
    .reduce((cleaned, character) => cleaned.replaceAll(character, " "), text)
    .replaceAll(/ +/g, " ")
    .replaceAll(/^ | $/g, "");
  return clean === "" || Array.from(clean).length > max ? null : clean;
}

/** What of a contact variables are taken from, by the names that they use. */
export type VariableContact = Readonly<
  Record<(typeof CONTACT_FIELDS)[number], string | null> & { fields: Record<string, unknown> }
>;

/**
 * The values of a campaign's variables for one contact, as they are frozen when the campaign is planned.
 *
 * @returns null when a variable has no value: then nothing is sent.
 */
export function freezeVariables(
  variables: Variables,
  contact: VariableContact,
  limits: VariableLimits = {},
): Readonly<Record<string, string>> | null {
  const values: Record<string, string> = {};
  for (const [name, source] of Object.entries(variables)) {
    const value = valueOf(source, contact, limits[name]);
    if (value === null) return null;
    values[name] = value;
  }
  return values;
}

function valueOf(
  source: VariableSource,
  contact: VariableContact,
  max: number | undefined,
): string | null {
  if ("value" in source) return cleanValue(source.value, max);
  if (source.field === OPT_OUT_FIELD) return OPT_OUT_MARK;
  const own = textOf(source.field, contact);
  return (own === null ? null : cleanValue(own, max)) ?? cleanValue(source.fallback ?? "", max);
}

/** A field as text: numbers and booleans as JSON writes them, lists and objects not at all. */
function textOf(field: string, contact: VariableContact): string | null {
  const key = customKeyOf(field);
  const known = CONTACT_FIELDS.find((name) => name === field);
  const value = key === undefined ? known && contact[known] : contact.fields[key];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? JSON.stringify(value) : null;
}
